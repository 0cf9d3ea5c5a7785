namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Chinese questions over English names: a kayak rental with its branches, guides and rentals.</summary>
public sealed class ForeignNamesTests() : Asked(Script, Script)
{
    private const string Script =
        """
        CREATE TABLE branches (branch_id INTEGER PRIMARY KEY, branch_name TEXT NOT NULL, state_province_county TEXT NOT NULL, town TEXT NOT NULL, open_year INTEGER NOT NULL, height_feet REAL NOT NULL);
        CREATE TABLE guides (guide_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, branch_id INTEGER NOT NULL REFERENCES branches (branch_id), has_license TEXT NOT NULL);
        CREATE TABLE rentals (rental_id INTEGER PRIMARY KEY, branch_id INTEGER NOT NULL REFERENCES branches (branch_id), payment_method TEXT NOT NULL, base_price REAL NOT NULL, capacity INTEGER NOT NULL,
            season INTEGER NOT NULL, rental_date DATE NOT NULL);
        INSERT INTO branches VALUES (1, 'Heron Bay', 'Ohio', 'Dover', 2015, 30), (2, 'Otter Creek', 'Ohio', 'Salem', 2020, 75), (3, 'Long Reach', 'Maine', 'Dover', 2022, 50);
        INSERT INTO guides VALUES (1, 'Ada', 'Vale', 1, 'Y'), (2, 'Ben', 'Moss', 1, 'N'), (3, 'Cleo', 'Birch', 2, 'Y');
        INSERT INTO rentals VALUES (1, 1, 'cash', 20, 2, 2022, '2022-05-01'), (2, 1, 'card', 40, 4, 2023, '2023-06-02'), (3, 2, 'card', 60, 6, 2024, '2024-07-03'), (4, 2, 'card', 80, 1, 2024, '2024-08-04');
        """;

    [Theory]
    [InlineData("有多少种不同的付款方式？", "2")]
    [InlineData("最常用的付款方式是什么？", "card")]
    [InlineData("租赁的平均、最低和最高基本价格是多少？", "50|20|80")]
    [InlineData("租赁的基本价格的最大值和最小值是多少？", "80|20")]
    [InlineData("显示每个州以及每个州的分店数量", "Ohio|2;Maine|1")]
    [InlineData("第一次租赁是什么时候？", "2022-05-01")]
    [InlineData("按升序显示导游的姓氏", "Birch;Moss;Vale")]
    [InlineData("2023赛季之后有多少次租赁？", "2")]
    [InlineData("2020年或之前开业的分店有多少家？", "2")]
    [InlineData("拥有执照的导游的名字是什么？", "Ada;Cleo")]
    [InlineData("容量在2到4之间的租赁的日期", "2022-05-01;2023-06-02")]
    [InlineData("没有做过任何租赁的分店的名称", "Long Reach")]
    [InlineData("基本价格高于60或低于30的租赁的日期", "2022-05-01;2024-08-04")]
    [InlineData("2022年和2023年都有租赁的分店的名称", "Heron Bay")]
    [InlineData("所有租赁的容量是多少？", "2;4;6;1")]
    [InlineData("有租赁的镇有多少个？", "2")]
    [InlineData("按姓氏的字母升序列出导游的姓氏", "Birch;Moss;Vale")]
    [InlineData("最高的分店叫什么名字？", "Otter Creek")]
    [InlineData("哪些分店在2020年或之后开业？给出分店编号", "2;3")]
    public async Task Chinese(string question, string rows)
    {
        var (sql, found) = await AskAsync(question);
        found.ShouldBe(rows.Split(';'), sql);
    }

    [Theory]
    [InlineData("How many branches are there in each state?", "Ohio|2;Maine|1")]
    [InlineData("What is the name of the highest branch?", "Otter Creek")]
    [InlineData("Which branches opened in 2020 or later? List the branch ids.", "2;3")]
    public async Task English(string question, string rows)
    {
        var (sql, found) = await AskAsync(question);
        found.ShouldBe(rows.Split(';'), sql);
    }
}
