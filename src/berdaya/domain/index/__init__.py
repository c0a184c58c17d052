"""The composite index: any index that is a tree of weighted means over scored indicators, IDM and Indeks Desa among them."""
