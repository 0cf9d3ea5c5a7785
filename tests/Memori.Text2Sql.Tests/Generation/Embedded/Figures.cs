namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Tables of figures that belong together in pairs, Chinese and English, each in a database of its own, and a generator to ask them.</summary>
public sealed class Figures() : Asked(Chinese, English)
{
    private const string Chinese =
        """
        CREATE TABLE 医院 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 城市 TEXT NOT NULL, 内科床位数量 INTEGER NOT NULL, 外科床位数量 INTEGER NOT NULL);
        CREATE TABLE 俱乐部 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 注册会员数量 INTEGER NOT NULL, 付费会员数量 INTEGER NOT NULL, 教练数量 INTEGER NOT NULL, 占地面积 INTEGER NOT NULL);
        CREATE TABLE 乐园 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 旺季门票价格 INTEGER NOT NULL, 淡季门票价格 INTEGER NOT NULL, "2023年营收" INTEGER NOT NULL, "2024年营收" INTEGER NOT NULL);
        CREATE TABLE 调查 (编号 INTEGER PRIMARY KEY, 主题 TEXT NOT NULL, 答卷人数 INTEGER NOT NULL, 满意占比 REAL NOT NULL);
        INSERT INTO 医院 VALUES (1, '仁爱', '广州', 30, 50), (2, '康宁', '成都', 20, 10), (3, '同心', '广州', 90, 5);
        INSERT INTO 俱乐部 VALUES (1, '飞鱼', 200, 50, 5, 1000), (2, '山鹰', 100, 80, 4, 500), (3, '白鹿', 400, 360, 10, 800);
        INSERT INTO 乐园 VALUES (1, '云海', 120, 80, 500, 900), (2, '星河', 200, 90, 700, 600), (3, '绿野', 60, 50, 100, 300);
        INSERT INTO 调查 VALUES (1, '食堂', 200, 45), (2, '班车', 50, 80);
        """;

    private const string English =
        """
        CREATE TABLE schools (id INTEGER PRIMARY KEY, name TEXT NOT NULL, male_students INTEGER NOT NULL, female_students INTEGER NOT NULL);
        CREATE TABLE clubs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, registered_members INTEGER NOT NULL, active_members INTEGER NOT NULL);
        CREATE TABLE towns (id INTEGER PRIMARY KEY, name TEXT NOT NULL, population INTEGER NOT NULL, area REAL NOT NULL, clinic_count INTEGER NOT NULL);
        CREATE TABLE stations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, summer_temperature REAL NOT NULL, winter_temperature REAL NOT NULL);
        INSERT INTO schools VALUES (1, 'Elm', 100, 120), (2, 'Oak', 80, 60), (3, 'Ash', 30, 40);
        INSERT INTO clubs VALUES (1, 'Otters', 200, 50), (2, 'Larks', 100, 80);
        INSERT INTO towns VALUES (1, 'Ayr', 1000, 10, 5), (2, 'Wick', 600, 12, 6);
        INSERT INTO stations VALUES (1, 'North', 18, -4), (2, 'South', 31, 15);
        """;
}
