using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>What is true of every answer, whatever was asked.</summary>
internal static partial class AnswerRules
{
    // What an answer must never tell of the machine and of the program: frames of a stack, files, types of exceptions.
    private static readonly string[] Insides = ["   at ", "/tmp/", "/home/", "/work/", ".cs:line", "System.", "Microsoft.", "Exception:", "SQLite Error"];

    public static void Check(Answer answer)
    {
        var said = $"{answer.Line} [{answer.MediaType}] {answer.Text[..Math.Min(answer.Text.Length, 500)]}";
        answer.Header("X-Request-Id").ShouldNotBeNull(said).ShouldMatch("^[0-9a-f]{32}$", said);
        if (!answer.IsPassedOn)
        {
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff", said);
            answer.Header("Server").ShouldBeNull(said);
        }

        if (answer.Status is 401)
        {
            answer.Header("WWW-Authenticate").ShouldNotBeNullOrEmpty(said);
        }

        if (answer.Status is 429 or 503 or 529 && answer.Path is not "/health/ready")
        {
            int.Parse(answer.Header("Retry-After").ShouldNotBeNull(said), System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 86_400, said);
        }

        if (answer.Status is 405)
        {
            answer.Header("Allow").ShouldNotBeNullOrEmpty(said);
        }

        if (answer.Status >= 400 && answer.Text.Length > 0 && answer is not { Path: "/health/ready", Status: 503 })
        {
            CheckError(answer, said);
        }
    }

    private static void CheckError(Answer answer, string said)
    {
        foreach (var inside in Insides)
        {
            answer.Text.ShouldNotContain(inside, Case.Sensitive, said);
        }

        if (answer.Path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            answer.MediaType.ShouldBe("application/json", said);
            answer.Word("type").ShouldBe("error", said);
            answer["error"]["type"]!.GetValue<string>().ShouldEndWith("_error", Case.Sensitive, said);
            answer["error"]["message"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(said);
            answer.Word("request_id").ShouldBe(answer.Header("Request-Id"), said);
            return;
        }

        answer.MediaType.ShouldBe("application/problem+json", said);
        var problem = answer.Json;
        problem["status"]!.GetValue<int>().ShouldBe(answer.Status, said);
        problem["detail"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(said);
        problem["code"]!.GetValue<string>().ShouldMatch("^[a-z]+[0-9a-z]*(-[0-9a-z]+)*$", said);
        problem["request_id"]!.GetValue<string>().ShouldBe(answer.Header("X-Request-Id"), said);
        IsChinese(problem).ShouldBe(answer.AsksForChinese, said);
    }

    private static bool IsChinese(JsonNode problem) => Han().IsMatch(problem["detail"]!.GetValue<string>());

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.CultureInvariant)]
    private static partial Regex Han();
}
