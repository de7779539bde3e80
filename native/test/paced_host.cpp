int placeholder_paced_host;
