"$ORGSIM" query result.orgdb:run-1 "select id, name, type from units order by id" --quiet
