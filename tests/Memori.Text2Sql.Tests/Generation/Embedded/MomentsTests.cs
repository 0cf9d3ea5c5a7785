using System.Globalization;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Two schemas as firms have them: times of day, dates written as text, yes and no, columns of time that are not called so.</summary>
public sealed class MomentsTests() : Asked(
    """
    CREATE TABLE 员工 (工号 INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 岗位 TEXT NOT NULL, 是否在职 INTEGER NOT NULL, 出生日期 TEXT NOT NULL);
    CREATE TABLE 仓库 (仓库编号 INTEGER PRIMARY KEY, 仓库名称 TEXT NOT NULL, 叉车数量 INTEGER NOT NULL, 是否租用 TEXT NOT NULL);
    CREATE TABLE 借用单 (单号 INTEGER PRIMARY KEY, 工号 INTEGER NOT NULL REFERENCES 员工 (工号), 借出时间 TEXT NOT NULL, 应还日期 TEXT NOT NULL, 归还日期 TEXT, 登记日 TEXT NOT NULL, 账期 TEXT NOT NULL);
    INSERT INTO 员工 VALUES (1, '罗一', '司机', 1, '1950-03-04'), (2, '于二', '司机', 0, '1990-01-01'), (3, '齐三', '门卫', 1, '1985-07-01');
    INSERT INTO 仓库 VALUES (1, '东仓', 0, '是'), (2, '西仓', 4, '否'), (3, '南仓', 2, '否');
    INSERT INTO 借用单 VALUES (1, 1, '2026-03-05 09:10:00', '2026-03-10', '2026-03-12', '2026/3/5', '2026-03'), (2, 1, '2026-03-20 22:30:00', '2026-03-25', '2026-03-21', '2026/3/20', '2026-03'),
        (3, 2, '2026-10-02 14:00:00', '2026-10-09', NULL, '2026/10/2', '2026-10');
    """,
    """
    CREATE TABLE nurses (nurse_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, title TEXT NOT NULL, dob TEXT NOT NULL, is_active INTEGER NOT NULL, email TEXT);
    CREATE TABLE devices (device_id INTEGER PRIMARY KEY, device_name TEXT NOT NULL, built_year INTEGER NOT NULL, beds INTEGER NOT NULL, is_insured INTEGER NOT NULL, phase TEXT NOT NULL);
    CREATE TABLE visits (visit_id INTEGER PRIMARY KEY, nurse_id INTEGER NOT NULL REFERENCES nurses (nurse_id), started_at TEXT NOT NULL, promised_at TEXT NOT NULL, completed_at TEXT, billed_on TEXT NOT NULL, fee REAL NOT NULL);
    INSERT INTO nurses VALUES (1, 'Ada', 'Roe', 'Senior', '1950-03-04', 1, 'a@x.org'), (2, 'Ben', 'Orr', 'Junior', '1990-01-01', 0, NULL), (3, 'Cleo', 'Fox', 'Junior', '1985-07-01', 1, NULL), (4, 'Dan', 'Poe', 'Junior', '1992-07-01', 1, 'a@x.org');
    INSERT INTO devices VALUES (1, 'Scanner', 2001, 0, 1, 'InRepair'), (2, 'Pump', 2024, 3, 0, 'Ready'), (3, 'Lamp', 2023, 2, 0, 'Ready');
    INSERT INTO visits VALUES (1, 1, '2026-03-05 09:10:00', '2026-03-05 12:00:00', '2026-03-05 13:00:00', '2026/3/5', 10), (2, 1, '2026-03-20 22:30:00', '2026-03-21 08:00:00', '2026-03-21 07:00:00', '2026/3/20', 20),
        (3, 3, '2026-10-02 14:00:00', '2026-10-03 08:00:00', NULL, '2026/10/2', 40);
    """)
{
    private const string Zoned = "CREATE TABLE calls (call_id INTEGER PRIMARY KEY, caller TEXT NOT NULL, called_at TEXT NOT NULL, billed_on TEXT NOT NULL); INSERT INTO calls VALUES (1, 'Ida', '2026-03-05 09:10:00', '2026/3/5');";

    [Theory]
    [InlineData("How many visits started before 10 am?", "1")]
    [InlineData("How many visits started between 1 pm and 11 pm?", "2")]
    [InlineData("How many visits started after 22:00?", "1")]
    [InlineData("How many visits were there in the afternoon?", "1")]
    [InlineData("上午10点以前的借用单有多少？", "1")]
    [InlineData("晚上十点以后借出的借用单有多少？", "1")]
    [InlineData("下午的借用单有多少？", "1")]
    [InlineData("夜里的借用单有多少？", "1")]
    public async Task TimesOfDay_AreConditions(string question, string row) => await ShouldGiveAsync(question, row);

    [Theory]
    [InlineData("How many visits were billed in March 2026?", "2")]
    [InlineData("How many visits were billed after March 2026?", "1")]
    [InlineData("2026年3月登记的借用单有多少？", "2")]
    [InlineData("登记日在2026年3月10日之后的借用单有多少？", "2")]
    [InlineData("账期在2026年3月的借用单有多少？", "2")]
    public async Task DatesWrittenAsText_AreComparedAsDays(string question, string row) => await ShouldGiveAsync(question, row);

    [Theory]
    [InlineData("What is the total fee per month?", "2026-03|30", "2026-10|40")]
    [InlineData("How many visits were there in March 2026?", "2")]
    [InlineData("2026年3月有多少借用单？", "2")]
    public async Task Times_NotNamed_AreOfWhatIsCounted(string question, params string[] rows) => await ShouldGiveAsync(question, rows);

    [Theory]
    [InlineData("How many inactive nurses are there?", "1")]
    [InlineData("How many nurses are active?", "3")]
    [InlineData("How many uninsured devices are there?", "2")]
    [InlineData("What share of devices is insured?", "0.333333333333333")]
    [InlineData("How many devices are in repair?", "1")]
    [InlineData("在职的员工有多少？", "2")]
    [InlineData("离职员工有多少人？", "1")]
    [InlineData("未租用的仓库有多少？", "2")]
    public async Task YesAndNo_AreSaidByWords(string question, string row) => await ShouldGiveAsync(question, row);

    [Theory]
    [InlineData("How many nurses are older than 60?", "1")]
    [InlineData("How many devices are older than 10 years?", "1")]
    [InlineData("60岁以上的员工有多少？", "1")]
    public async Task Ages_AreOfBirthOrMaking(string question, string row) => await ShouldGiveAsync(question, row);

    [Theory]
    [InlineData("How many visits were completed late?", "1")]
    [InlineData("How many visits were completed on time?", "1")]
    [InlineData("逾期归还的借用单有多少？", "1")]
    public async Task Punctuality_ComparesTwoDates(string question, string row) => await ShouldGiveAsync(question, row);

    [Theory]
    [InlineData("没有叉车的仓库有哪些？", "东仓")]
    [InlineData("Which devices have no beds?", "Scanner")]
    [InlineData("Which nurses are inactive?", "Ben|Orr")]
    [InlineData("Which emails are used by more than one nurse?", "a@x.org")]
    public async Task Others_AreWhatIsMeant(string question, string row) => await ShouldGiveAsync(question, row);

    [Theory]
    [InlineData("How many vacant devices are there?")]
    [InlineData("How many visits are there per weekday?")]
    [InlineData("闲置的仓库有多少？")]
    [InlineData("上个月的仓库有多少？")]
    public async Task WhatTheOnlyConditionIsSaidWith_Unknown_NothingIsClaimed(string question) => (await CandidatesAsync(question)).ShouldBeEmpty();

    [Theory]
    [InlineData("How many calls were there before 10 am?", "to_char(called_at, 'HH24:MI') < '10:00'")]
    [InlineData("How many calls were billed in March 2026?", "to_date(billed_on, 'YYYY/MM/DD') >= '2026-03-01'")]
    public async Task Postgres_GetsItsOwnFunctions(string question, string part)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sqlite");
        var source = Support.SqliteFile.Create(path, Zoned);
        var schema = await new SchemaReader().ReadAsync(source) with { Dialect = SqlDialect.Postgres };
        var grounded = new GroundedQuestion { Question = Library.Ask(question), DataSource = source, Access = CallerAccess.Unrestricted(schema) };
        IReadOnlyList<SqlCandidate> candidates = (await new EmbeddedSqlGenerator().GenerateAsync(grounded, TestContext.Current.CancellationToken)).Candidates;
        File.Delete(path);
        candidates[0].Sql.ShouldContain(part);
        new SqlGuard().Admit(candidates[0].Sql, schema).Refusal.ShouldBeNull(candidates[0].Sql);
    }

    private async Task ShouldGiveAsync(string question, params string[] rows)
    {
        var (sql, found) = await AskAsync(question);
        found.Select(Rounded).ShouldBe(rows.Select(Rounded), customMessage: sql);
    }

    private static string Rounded(string row) => string.Join('|', row.Split('|').Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : v));
}
