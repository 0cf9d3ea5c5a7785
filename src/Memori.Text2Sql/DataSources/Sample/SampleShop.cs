using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Sample;

/// <summary>Plays two years of a shop's trade into an empty schema.</summary>
internal sealed partial class SampleShop
{
    private const int Days = 730;

    private readonly SeededRandom _random = new(20260630);
    private readonly SampleCatalog _catalog = new();
    private readonly SampleNames _names;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly DateOnly _today;

    public SampleShop(SqliteConnection connection, SqliteTransaction transaction, DateOnly today)
    {
        (_connection, _transaction, _today) = (connection, transaction, today);
        _names = new SampleNames(_random);
    }

    /// <summary>Writes every table.</summary>
    public void Write(CancellationToken cancellationToken)
    {
        WriteCatalog();
        WriteInventory();
        WriteTrade(WriteCustomers(), WriteEmployees(), cancellationToken);
    }

    private RowWriter Into(string insert) => new(_connection, _transaction, insert);

    private static double Yuan(int fen) => fen / 100.0;

    private void WriteCatalog()
    {
        using var cities = Into("INSERT INTO cities VALUES ($1, $2, $3, $4, $5)");
        foreach (var city in _catalog.Cities)
        {
            cities.Add(cities.Count + 1, city.Name, city.NameZh, city.Region, city.Country);
        }

        using var categories = Into("INSERT INTO categories VALUES ($1, $2, $3)");
        foreach (var category in _catalog.Categories)
        {
            categories.Add(categories.Count + 1, category.Name, category.NameZh);
        }

        using var products = Into("INSERT INTO products VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        foreach (var product in _catalog.Products)
        {
            var category = 1 + _catalog.Categories.TakeWhile(c => c.Name != product.Category).Count();
            var active = product.GrowthPercent > -25 && (product.Popularity > 0 || product.DaysOnSale < 30);
            products.Add(
                products.Count + 1, product.Name, product.NameZh, product.Brand, category, Yuan(product.Price), Yuan(product.Cost), _today.AddDays(-product.DaysOnSale), active ? 1 : 0);
        }

        using var stores = Into("INSERT INTO stores VALUES ($1, $2, $3, $4, $5, $6)");
        foreach (var store in _catalog.Stores)
        {
            stores.Add(stores.Count + 1, store.Name, store.NameZh, store.Channel, CityId(store.City), _today.AddDays(-store.DaysOpen));
        }
    }

    private void WriteInventory()
    {
        using var inventory = Into("INSERT INTO inventory VALUES ($1, $2, $3, $4, $5)");
        for (var store = 1; store <= _catalog.Stores.Count; store++)
        {
            for (var product = 1; product <= _catalog.Products.Count; product++)
            {
                if (_random.Percent(70))
                {
                    var reorder = 5 + (_catalog.Products[product - 1].Popularity / 2);
                    inventory.Add(store, product, _random.Percent(3) ? 0 : _random.Between(reorder / 3, reorder * 6), reorder, _today.AddDays(-_random.Between(0, 45)));
                }
            }
        }
    }

    private int CityId(string name) => 1 + _catalog.Cities.TakeWhile(city => city.Name != name).Count();
}
