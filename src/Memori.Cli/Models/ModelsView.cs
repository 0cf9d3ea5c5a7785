using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Models;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Models;

/// <summary>Models as a person reads them in a terminal.</summary>
internal static class ModelsView
{
    public static void ShowList(ModelListDocument list, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns(
            In(language, "model", "模型"),
            In(language, "window", "上下文"),
            In(language, "max output", "最大输出"),
            Rates(language),
            In(language, "retires", "停用"));
        foreach (var model in list.Models)
        {
            table.AddRow(Safe(model.Id), Number(model.ContextTokens), Number(model.MaxOutputTokens), string.Join('\n', model.Prices.Select(price => Price(price, language))), Retirement(model, language));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowOne(ModelDocument model, Language language)
    {
        AnsiConsole.MarkupLine($"[bold]{Safe(model.Id)}[/]");
        AnsiConsole.MarkupLine($"  [grey]{Rates(language)}[/]");
        foreach (var price in model.Prices)
        {
            AnsiConsole.MarkupLine($"  {Price(price, language)}");
        }
    }

    private static string Rates(Language language) => In(language, "USD per million tokens: input / output / cache read", "美元 / 百万 token:输入 / 输出 / 缓存读取");

    private static string Price(PriceDocument price, Language language)
    {
        var rates = $"{price.Input:0.######} / {price.Output:0.######} / {price.CacheRead:0.######}";
        return price.UpToPromptTokens is { } upTo ? In(language, $"{rates} up to {Number(upTo)} tokens", $"{rates} 提示不超过 {Number(upTo)} token") : rates;
    }

    private static string Retirement(ModelDocument model, Language language) => model switch
    {
        { Retires: not { } } => "",
        { Retired: true } => $"[red]{Day(model)}[/] → {Safe(model.Successor ?? In(language, "none", "无"))}",
        _ => $"[yellow]{Day(model)}[/] → {Safe(model.Successor ?? In(language, "none", "无"))}",
    };

    private static string Day(ModelDocument model) => model.Retires.GetValueOrDefault().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string In(Language language, string english, string chinese) => new LocalizedText(english, chinese).In(language);

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
