namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Bakeries with their cooks, breads and deliveries, Chinese and English.</summary>
public sealed class Bakeries() : Asked(Chinese, English)
{
    private const string Chinese =
        """
        CREATE TABLE 面包店 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 城市 TEXT NOT NULL, 座位数 INTEGER NOT NULL);
        CREATE TABLE 面包师 (编号 INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 年龄 INTEGER NOT NULL, 面包店编号 INTEGER NOT NULL REFERENCES 面包店 (编号));
        CREATE TABLE 面包 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 价格 REAL NOT NULL, 面包店编号 INTEGER NOT NULL REFERENCES 面包店 (编号));
        INSERT INTO 面包店 VALUES (1, '麦田', '苏州', 20), (2, '炉边', '无锡', 60);
        INSERT INTO 面包师 VALUES (1, '赵宁', 30, 1), (2, '钱莉', 40, 2), (3, '孙悦', 50, 2);
        INSERT INTO 面包 VALUES (1, '黑麦', 12, 1), (2, '吐司', 8, 1), (3, '可颂', 15, 2), (4, '贝果', 9, 2), (5, '法棍', 11, 2), (6, '红豆', 6, 2);
        """;

    private const string English =
        """
        CREATE TABLE bakeries (bakery_id INTEGER PRIMARY KEY, name TEXT NOT NULL, town TEXT NOT NULL, seats INTEGER NOT NULL, is_open INTEGER NOT NULL);
        CREATE TABLE cooks (cook_id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER NOT NULL, shift TEXT NOT NULL, bakery_id INTEGER NOT NULL REFERENCES bakeries (bakery_id), is_active INTEGER NOT NULL);
        CREATE TABLE breads (bread_id INTEGER PRIMARY KEY, title TEXT NOT NULL, price REAL NOT NULL, grams TEXT NOT NULL, division INTEGER NOT NULL, bakery_id INTEGER NOT NULL REFERENCES bakeries (bakery_id));
        CREATE TABLE lessons (lesson_id INTEGER PRIMARY KEY, cook_id INTEGER NOT NULL REFERENCES cooks (cook_id), held_on DATE NOT NULL);
        CREATE TABLE ovens (oven_id INTEGER PRIMARY KEY, maker TEXT NOT NULL, built_on DATE NOT NULL);
        CREATE TABLE firings (firing_id INTEGER PRIMARY KEY, oven_id INTEGER NOT NULL REFERENCES ovens (oven_id), degrees INTEGER NOT NULL);
        INSERT INTO bakeries VALUES (1, 'Wheatfield', 'Ayr', 20, 1), (2, 'Hearthside', 'Wick', 60, 0), (3, 'Old Mill', 'Ayr', 10, 1);
        INSERT INTO cooks VALUES (1, 'Zoe', 30, 'night', 1, 1), (2, 'Quinn', 40, 'night', 2, 0), (3, 'Sam', 50, 'day', 2, 1), (4, 'Tess', 65, 'night', 3, 1);
        INSERT INTO breads VALUES (1, 'Rye', 12, '900', 1, 1), (2, 'Toast', 8, '80', 2, 1), (3, 'Bun', 15, '1000', 1, 2), (4, 'Bagel', 9, '95', 3, 2), (5, 'Loaf', 11, '1200', 1, 2);
        INSERT INTO lessons VALUES (1, 1, '2025-03-01'), (2, 3, '2025-04-01');
        INSERT INTO ovens VALUES (1, 'Hobart', '1958-05-01'), (2, 'Revent', '1970-01-01'), (3, 'Sveba', '1999-01-01');
        INSERT INTO firings VALUES (1, 1, 200), (2, 3, 240);
        """;
}
