"""Lists: what every list page shares. Filtering, sorting, paging, Excel and printing from one declaration of columns."""
