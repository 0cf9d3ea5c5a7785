namespace Memori.Text2Sql.DataSources.Sample;

internal sealed partial class SampleShop
{
    private const int CustomerCount = 2000;

    private static readonly string[] MailHosts = ["example.com", "example.org", "mail.example.cn"];

    /// <summary>A customer; <paramref name="Activity"/> from 0 (never buys) to 1000.</summary>
    private readonly record struct Customer(int City, bool Chinese, DateOnly Registered, int Activity);

    private readonly record struct Employee(int Id, int Store, DateOnly Hired);

    private List<Customer> WriteCustomers()
    {
        using var insert = Into("INSERT INTO customers VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
        var weights = RunningSums(_catalog.Cities.Select(city => city.Weight));
        var registrations = Enumerable.Range(0, CustomerCount).Select(_ => _random.Between(0, 1095)).OrderDescending();
        var customers = new List<Customer>(CustomerCount);
        foreach (var daysAgo in registrations)
        {
            var city = _random.PickIndex(weights) + 1;
            var chinese = _catalog.Cities[city - 1].Country == "China";
            var woman = _random.Percent(54);
            var drawn = _random.Below(1000);
            var customer = new Customer(city, chinese, _today.AddDays(-daysAgo), _random.Percent(9) ? 0 : 70 + (drawn * drawn / 1100));
            customers.Add(customer);

            var (name, latin) = _names.Next(chinese, woman);
            var email = _random.Percent(8) ? null : $"{latin}{customers.Count}@{_random.Pick(MailHosts)}";
            insert.Add(
                customers.Count, name, woman ? "F" : "M", _today.AddDays(-_random.Between(18 * 365, 68 * 365)), email, Level(customer.Activity), city, customer.Registered);
        }

        return customers;
    }

    private static string Level(int activity) => activity switch
    {
        >= 860 => "platinum",
        >= 600 => "gold",
        >= 260 => "silver",
        _ => "standard",
    };

    private List<Employee> WriteEmployees()
    {
        using var insert = Into("INSERT INTO employees VALUES ($1, $2, $3, $4, $5, $6, $7)");
        var employees = new List<Employee>();
        for (var store = 1; store <= _catalog.Stores.Count; store++)
        {
            var daysOpen = _catalog.Stores[store - 1].DaysOpen;
            var title = _catalog.Stores[store - 1].Channel == "offline" ? "sales" : "support";
            var manager = Hire(store, "manager", null, daysOpen, _random.Between(14000, 21000));
            for (var left = _random.Between(2, 5); left > 0; left--)
            {
                Hire(store, title, manager, _random.Between(60, daysOpen), _random.Between(6500, 12500));
            }
        }

        return employees;

        int Hire(int store, string title, int? manager, int daysAgo, int salary)
        {
            var (name, _) = _names.Next(chinese: true, _random.Percent(50));
            var hired = _today.AddDays(-daysAgo);
            var id = insert.Add(insert.Count + 1, name, title, store, manager, (double)salary, hired);
            employees.Add(new Employee(id, store, hired));
            return id;
        }
    }

    private static int[] RunningSums(IEnumerable<int> weights)
    {
        var sum = 0;
        return [.. weights.Select(weight => sum += weight)];
    }
}
