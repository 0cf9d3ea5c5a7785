namespace Memori.Claude.Tokens;

/// <summary>What a character is to a tokenizer.</summary>
internal enum CharacterClass : byte
{
    // The letters of ASCII first: what they are is one comparison.
    Vowel,
    Consonant,
    Capital,
    Mark,
    Digit,
    Space,
    Break,
    Tab,
    Accented,
    Cyrillic,
    Greek,
    Semitic,
    OtherScript,
    Kana,
    Hangul,
    Han,
    RareHan,
    WideMark,
    Symbol,
}

/// <summary>The classes of characters.</summary>
internal static class CharacterClasses
{
    private const int FirstHan = 0x4E00;
    private const int LastHan = 0xA000;

    // What everyday prose and talk about data and business is mostly made of; a tokenizer has such characters whole, and many pairs of them.
    private const string FrequentHan =
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运支九单份选委息客户订额城销售商店价货款库段称查询返错误型索引执语句限例密码登录网页器改删除添输键址域档存储省县号话邮姓名龄岁职班级课均值差率增减涨跌预测图线季周末早晚午夜节请帮显示列排序按照组包含去每超低低于首尾条近半共计百千零六七八九另约超够状态类";

    private static readonly ulong[] Frequent = Bitmap();
    private static readonly CharacterClass[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ClassOf((char)c))];

    /// <summary>By the blocks of Unicode: near enough for counting.</summary>
    public static CharacterClass Of(int character) => character switch
    {
        < 0x80 => Ascii[character],
        0xA0 => CharacterClass.Space,
        < 0xC0 => CharacterClass.Symbol,
        < 0x250 or (>= 0x1E00 and < 0x1F00) => CharacterClass.Accented,
        < 0x370 => CharacterClass.OtherScript,
        >= 0x400 and < 0x530 => CharacterClass.Cyrillic,
        < 0x590 or (>= 0x10A0 and < 0x1100) or (>= 0x1F00 and < 0x2000) => CharacterClass.Greek,
        < 0x900 => CharacterClass.Semitic,
        < 0x1100 => CharacterClass.OtherScript,
        < 0x1200 or (>= 0xAC00 and < 0xD7B0) => CharacterClass.Hangul,
        < 0x2000 => CharacterClass.OtherScript,
        < 0x2070 or (>= 0x3000 and < 0x3040) or (>= 0xFF00 and < 0xFFF0) => CharacterClass.WideMark,
        < 0x2C00 => CharacterClass.Symbol,
        (>= 0x3040 and < 0x3100) or (>= 0x31F0 and < 0x3200) => CharacterClass.Kana,
        >= FirstHan and < LastHan => IsFrequent(character - FirstHan) ? CharacterClass.Han : CharacterClass.RareHan,
        (>= 0x3400 and < 0xA000) or (>= 0xF900 and < 0xFB00) or (>= 0x20000 and < 0x40000) => CharacterClass.RareHan,
        >= 0x10000 => CharacterClass.Symbol,
        _ => CharacterClass.OtherScript,
    };

    private static bool IsFrequent(int index) => (Frequent[index >> 6] & (1UL << (index & 63))) != 0;

    private static ulong[] Bitmap()
    {
        var bitmap = new ulong[(LastHan - FirstHan) / 64];
        foreach (var index in FrequentHan.Select(character => character - FirstHan))
        {
            bitmap[index >> 6] |= 1UL << (index & 63);
        }

        return bitmap;
    }

    /// <summary>The class of a character below 128.</summary>
    public static CharacterClass OfAscii(int character) => Ascii[character];

    private static CharacterClass ClassOf(char character) => character switch
    {
        ' ' => CharacterClass.Space,
        '\n' or '\r' => CharacterClass.Break,
        '\t' => CharacterClass.Tab,
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => CharacterClass.Vowel,
        >= 'a' and <= 'z' => CharacterClass.Consonant,
        >= 'A' and <= 'Z' => CharacterClass.Capital,
        >= '0' and <= '9' => CharacterClass.Digit,
        _ => CharacterClass.Mark,
    };
}
