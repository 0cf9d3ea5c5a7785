namespace Memori.Text2Sql.DataSources.Sample;

internal sealed partial class SampleShop
{
    private static readonly string[] Methods = ["Alipay", "WeChat Pay", "WeChat Pay", "Alipay", "Alipay", "WeChat Pay", "credit card", "cash"];

    private readonly record struct Line(int Id, int Product, int Quantity, int UnitPrice);

    private void WriteTrade(List<Customer> customers, List<Employee> employees, CancellationToken cancellationToken)
    {
        using var orders = Into("INSERT INTO orders VALUES ($1, $2, $3, $4, $5, $6, $7)");
        using var items = Into("INSERT INTO order_items VALUES ($1, $2, $3, $4, $5, $6)");
        using var payments = Into("INSERT INTO payments VALUES ($1, $2, $3, $4, $5)");
        using var aftermath = new Aftermath(this);
        var registered = 0;
        for (var age = Days; age >= 0; age--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var day = _today.AddDays(-age);
            while (registered < customers.Count && customers[registered].Registered <= day)
            {
                registered++;
            }

            var demand = RunningSums(_catalog.Products.Select(product => Demand(product, day, age)));
            for (var left = OrdersOn(day, age); left > 0; left--)
            {
                var customerId = PickCustomer(customers, registered);
                var customer = customers[customerId - 1];
                var store = PickStore(customer, day);
                var employee = PickEmployee(employees, store, day);
                var status = StatusAtAge(age);
                var orderId = orders.Count + 1;
                var lines = DrawLines(demand, day, items.Count);
                var total = lines.Sum(line => line.Quantity * line.UnitPrice);
                orders.Add(orderId, day, status, customerId, store, employee, Yuan(total));
                foreach (var line in lines)
                {
                    items.Add(line.Id, orderId, line.Product, line.Quantity, Yuan(line.UnitPrice), Yuan(line.Quantity * line.UnitPrice));
                }

                if (status is not ("pending" or "cancelled"))
                {
                    var method = PickMethod(customer, employee);
                    payments.Add(payments.Count + 1, orderId, method, Yuan(total), day.ToDateTime(new TimeOnly(_random.Between(8, 22), _random.Below(60), _random.Below(60))));
                }

                if (status == "completed")
                {
                    aftermath.Follow(customerId, customer.Chinese, lines, day);
                }
            }
        }
    }

    /// <summary>Twelve orders a day two years ago, nineteen now, moved by the calendar and by chance.</summary>
    private int OrdersOn(DateOnly day, int age)
    {
        var usual = 1200 + (700 * (Days - age) / Days);
        return Math.Max(5, usual * Seasons.TradeOn(day) / 100 * _random.Between(82, 118) / 10000);
    }

    private static int Demand(SampleProduct product, DateOnly day, int age)
    {
        // Growth is against the middle of the two years, so that half of it lies behind a newcomer already.
        var trend = 100 + (product.GrowthPercent * (Days - (2 * age)) / Days);
        return age > product.DaysOnSale ? 0 : product.Popularity * Seasons.DemandFor(product.Season, day) * trend / 100;
    }

    private int PickCustomer(List<Customer> customers, int registered)
    {
        while (true)
        {
            var index = _random.Below(registered);
            if (_random.Below(1000) < customers[index].Activity)
            {
                return index + 1;
            }
        }
    }

    private int PickStore(Customer customer, DateOnly day)
    {
        var open = Enumerable.Range(1, _catalog.Stores.Count)
            .Where(id => day >= _today.AddDays(-_catalog.Stores[id - 1].DaysOpen))
            .ToLookup(id => _catalog.Stores[id - 1].Channel);
        var near = open["offline"].Where(id => CityId(_catalog.Stores[id - 1].City) == customer.City).ToList();
        return near.Count > 0 && _random.Percent(48) ? _random.Pick(near) : open["online"].ElementAt(Math.Min(_random.Below(7) / 3, 2));
    }

    private int? PickEmployee(List<Employee> employees, int store, DateOnly day) =>
        _catalog.Stores[store - 1].Channel == "online" ? null : _random.Pick([.. employees.Where(employee => employee.Store == store && employee.Hired <= day)]).Id;

    private string StatusAtAge(int age) => (age, _random.Below(100)) switch
    {
        ( <= 2, < 30) => "pending",
        ( <= 2, < 94) => "paid",
        ( <= 9, < 68) => "shipped",
        (_, >= 95) => "cancelled",
        _ => "completed",
    };

    private string PickMethod(Customer customer, int? employee)
    {
        var method = customer.Chinese || _random.Percent(15) ? _random.Pick(Methods) : "credit card";
        return method == "cash" && employee is null ? "Alipay" : method;
    }

    private List<Line> DrawLines(int[] demand, DateOnly day, int lastId)
    {
        var lines = new List<Line>();
        for (var left = 1 + (_random.Below(100) switch { < 38 => 0, < 70 => 1, < 88 => 2, < 96 => 3, _ => 4 }); left > 0; left--)
        {
            var product = _random.PickIndex(demand) + 1;
            if (lines.Exists(line => line.Product == product))
            {
                continue;
            }

            var price = _catalog.Products[product - 1].Price;
            var discount = Seasons.IsFestival(day) && _random.Percent(70) ? _random.Between(3, 5) * 5 : _random.Percent(10) ? 10 : 0;
            var quantity = price > 60000 ? 1 : 1 + (_random.Below(100) switch { < 62 => 0, < 86 => 1, < 95 => 2, _ => 3 });
            lines.Add(new Line(lastId + lines.Count + 1, product, quantity, price * (100 - discount) / 100));
        }

        return lines;
    }
}
