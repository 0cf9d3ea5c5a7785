namespace Memori.Text2Sql.DataSources.Sample;

/// <summary>Invents names of people, each only once.</summary>
internal sealed class SampleNames(SeededRandom random)
{
    private static readonly (string Name, string Latin)[] Surnames =
    [
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("黄", "huang"), ("赵", "zhao"),
        ("吴", "wu"), ("周", "zhou"), ("徐", "xu"), ("孙", "sun"), ("马", "ma"), ("朱", "zhu"), ("胡", "hu"), ("郭", "guo"),
        ("何", "he"), ("林", "lin"), ("高", "gao"), ("罗", "luo"), ("郑", "zheng"), ("梁", "liang"), ("谢", "xie"), ("宋", "song"),
        ("唐", "tang"), ("许", "xu"), ("韩", "han"), ("冯", "feng"), ("邓", "deng"), ("曹", "cao"), ("欧阳", "ouyang"), ("司马", "sima"),
    ];

    private static readonly string[] WomensGiven =
    [
        "芳", "娜", "静", "敏", "丽", "艳", "娟", "霞", "婷", "雪", "玲", "洁", "梅", "琳", "颖", "欣怡", "梓涵", "诗涵", "雨桐", "佳怡",
        "思琪", "晓燕", "海燕", "淑珍", "美玲", "若曦", "语嫣", "可馨", "婉清", "晓彤", "雅婷", "书瑶", "心怡", "秀英", "桂兰", "慧敏", "文静", "丹丹",
    ];

    private static readonly string[] MensGiven =
    [
        "伟", "强", "磊", "军", "洋", "勇", "杰", "涛", "明", "超", "刚", "平", "辉", "鹏", "飞", "浩然", "子轩", "宇航", "俊杰", "志强",
        "建国", "建华", "国栋", "海涛", "晓东", "文博", "天佑", "嘉豪", "明轩", "思远", "家明", "振宇", "立新", "少华", "永康", "致远", "一鸣", "晨曦",
    ];

    private static readonly string[] WomensFirst =
    [
        "Emma", "Olivia", "Sophia", "Isabella", "Mia", "Charlotte", "Amelia", "Harper", "Evelyn", "Grace", "Hannah", "Chloe", "Yuki", "Sakura", "Min-ji", "Lena", "Camille", "Julia",
    ];

    private static readonly string[] MensFirst =
    [
        "Liam", "Noah", "Oliver", "James", "Lucas", "Henry", "Daniel", "Jack", "Ethan", "Samuel", "Leo", "Hiroshi", "Kenji", "Joon-ho", "Felix", "Antoine", "Hugo", "David",
    ];

    private static readonly string[] LastNames =
    [
        "Smith", "Johnson", "Brown", "Taylor", "Wilson", "Davies", "Evans", "Walker", "Wright", "Green", "Hall", "Clark", "Lewis", "Young",
        "Schmidt", "Weber", "Bernard", "Moreau", "Tanaka", "Sato", "Kim", "Park", "Tan", "Lim", "O'Connor", "Murphy", "Campbell", "Stewart",
    ];

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A name not given before, and a word in ASCII for an address made of it.</summary>
    public (string Name, string Latin) Next(bool chinese, bool woman)
    {
        while (true)
        {
            var drawn = chinese ? Chinese(woman) : Western(woman);
            if (_taken.Add(drawn.Name))
            {
                return drawn;
            }
        }
    }

    private (string Name, string Latin) Chinese(bool woman)
    {
        var surname = random.Pick(Surnames);
        return (surname.Name + random.Pick(woman ? WomensGiven : MensGiven), surname.Latin);
    }

    private (string Name, string Latin) Western(bool woman)
    {
        var first = random.Pick(woman ? WomensFirst : MensFirst);
        var last = random.Pick(LastNames);
        return ($"{first} {last}", $"{first}.{last}".Replace("'", "", StringComparison.Ordinal).ToLowerInvariant());
    }
}
