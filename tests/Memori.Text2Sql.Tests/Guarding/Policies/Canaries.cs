using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>A shop in which every cell that alice may not read holds a canary, in SQL that both databases take.</summary>
internal static class Canaries
{
    public const string Word = "canary";

    /// <summary>A number that is in forbidden cells alone.</summary>
    public const string Number = "7777";

    public const string Script =
        """
        CREATE TABLE customers (id integer PRIMARY KEY, name varchar(40) NOT NULL, region varchar(20), email varchar(60), ssn varchar(20), age integer);
        CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id), region varchar(20), status varchar(20), total integer, note varchar(60));
        CREATE TABLE salaries (id integer PRIMARY KEY, amount integer, person varchar(40));
        CREATE VIEW order_totals AS SELECT region, sum(total) AS total FROM orders GROUP BY region;
        INSERT INTO customers VALUES
            (1, 'Ann', 'Berlin', 'canary-ann@x', 'canary-1', 30), (2, 'Bob', 'Berlin', 'canary-bob@x', 'canary-2', 40),
            (3, 'canary-Cyd', 'Paris', 'canary-cyd@x', 'canary-3', 7777), (4, 'canary-Dan', 'Rome', 'canary-dan@x', 'canary-4', 7777);
        INSERT INTO orders VALUES
            (1, 1, 'Berlin', 'paid', 10, '11'), (2, 1, 'Berlin', 'paid', 20, '12'), (3, 2, 'Berlin', 'open', 30, '13'),
            (4, 2, 'Berlin', 'secret', 7777, 'canary-4'), (5, 3, 'Paris', 'paid', 7777, 'canary-5'), (6, 4, 'Rome', 'paid', 7777, 'canary-6');
        INSERT INTO salaries VALUES (1, 7777, 'canary-Ann');
        """;

    public const string Policy =
        """
        version: 1
        users:
          alice: { roles: [analyst], region: Berlin }
          eve: { roles: [analyst] }
        rules:
          - table: orders
            for: role:analyst
            rows: region = caller('region') AND status <> 'secret'
          - table: customers
            for: role:analyst
            hide: [ssn]
            mask: { email: "'***'" }
            rows: region = caller('region')
          - table: salaries
            except: role:admin
            deny: true
        """;

    public static Caller Alice { get; } = new("alice");

    public static Caller Eve { get; } = new("eve");

    public static Caller Admin { get; } = new("root") { Roles = ["admin"] };
}
