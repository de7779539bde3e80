int placeholder_fuzz;
