namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Tables that hold some of the same names, and tables whose rows are of another's, Chinese and English.</summary>
public sealed class Rosters() : Asked(Chinese, English)
{
    private const string Chinese =
        """
        CREATE TABLE 陶艺比赛 (届次 INTEGER PRIMARY KEY, 举办小镇 TEXT NOT NULL, 奖金 INTEGER NOT NULL);
        CREATE TABLE 皮影比赛 (届次 INTEGER PRIMARY KEY, 举办小镇 TEXT NOT NULL, 观众 INTEGER NOT NULL);
        CREATE TABLE 车间 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 楼层 TEXT NOT NULL, 产量 INTEGER NOT NULL, 能耗 INTEGER NOT NULL);
        CREATE TABLE 设备安装 (编号 INTEGER PRIMARY KEY, 车间编号 INTEGER NOT NULL REFERENCES 车间 (编号), 机床 TEXT NOT NULL);
        CREATE TABLE 质检员 (编号 INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 车间编号 INTEGER NOT NULL REFERENCES 车间 (编号));
        INSERT INTO 陶艺比赛 VALUES (1, '青瓦', 500), (2, '白沙', 300), (3, '青瓦', 800);
        INSERT INTO 皮影比赛 VALUES (1, '白沙', 120), (2, '石桥', 90);
        INSERT INTO 车间 VALUES (1, '铸造', '一层', 900, 70), (2, '抛光', '二层', 400, 90), (3, '喷漆', '三层', 600, 80), (4, '组装', '四层', 300, 10);
        INSERT INTO 设备安装 VALUES (1, 1, '立式'), (2, 3, '卧式');
        INSERT INTO 质检员 VALUES (1, '韩梅', 2), (2, '罗力', 3);
        """;

    private const string English =
        """
        CREATE TABLE chess_festivals (edition INTEGER PRIMARY KEY, host_town TEXT NOT NULL, boards INTEGER NOT NULL);
        CREATE TABLE kite_festivals (edition INTEGER PRIMARY KEY, host_town TEXT NOT NULL, wind INTEGER NOT NULL);
        INSERT INTO chess_festivals VALUES (1, 'Ayr', 30), (2, 'Wick', 20), (3, 'Ayr', 10);
        INSERT INTO kite_festivals VALUES (1, 'Wick', 5), (2, 'Oban', 7);
        """;
}
