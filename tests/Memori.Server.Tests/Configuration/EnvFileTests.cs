using FsCheck;
using FsCheck.Fluent;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Sources;

namespace Memori.Server.Tests.Configuration;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  export A = b c  ", "b c")]
    [InlineData("A=b # a comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=", "")]
    [InlineData("A= # nothing", "")]
    [InlineData("A='b # $C \\n'", "b # $C \\n")]
    [InlineData("A=\"b # \\\"c\\\"\\n\\\\ \\$D\" # why", "b # \"c\"\n\\ $D")]
    [InlineData("A=$HOME", "$HOME")]
    [InlineData("# A=x\r\n\r\nA=b\r\n", "b")]
    [InlineData("A=x\nA=b", "b")]
    [InlineData("A=键=值", "键=值")]
    public void A_line_is_read(string text, string value)
    {
        var (variables, findings) = Read(text);
        findings.ShouldBeEmpty();
        variables.ShouldBe([KeyValuePair.Create("A", value)]);
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("=canary")]
    [InlineData("A B=canary")]
    [InlineData("1A=canary")]
    [InlineData("A=\"canary")]
    [InlineData("A='canary' more")]
    public void A_line_that_cannot_be_read_is_told_by_its_number(string line)
    {
        var (_, findings) = Read($"# first\nB=1\n{line}\nC=2");
        var finding = findings.ShouldHaveSingleItem();
        (finding.Code, finding.Severity).ShouldBe(("env-file-line", SettingsSeverity.Error));
        finding.Text.English.ShouldContain("line 3");
        finding.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public void Whatever_is_quoted_comes_back_as_it_was() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text =>
        {
            var value = string.Concat(text.Get.Where(c => !char.IsSurrogate(c) && (c is '\n' or '\r' or '\t' || c >= ' ') && c is not ('\u0085' or '\u2028' or '\u2029' or '\f')));
            var quoted = value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");
            return Read($"A=\"{quoted}\"").Variables.SequenceEqual([KeyValuePair.Create("A", value)]);
        }).QuickCheckThrowOnFailure();

    private static (IReadOnlyList<KeyValuePair<string, string>> Variables, List<SettingsFinding> Findings) Read(string text)
    {
        List<SettingsFinding> findings = [];
        return (EnvFile.Parse(".env", text, findings), findings);
    }
}
