"$ORGSIM" query result.orgdb:run-1 "select id, posts from units order by id" --quiet
