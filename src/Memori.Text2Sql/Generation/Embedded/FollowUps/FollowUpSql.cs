using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>Answers a question that leans on the last turn, by changing the tree of that turn's SQL.</summary>
internal static class FollowUpSql
{
    // A word that was not understood may be the one that matters.
    private const double PerUnreadWord = 0.45;

    /// <summary>The candidate, or none when the last answer has no place for what is asked.</summary>
    public static SqlCandidate? Answer(GroundedQuestion question, LinkResult links, DatabaseIndex index, Turn turn)
    {
        if (Parse(turn.Sql, index.Schema.Dialect) is not { } query)
        {
            return null;
        }

        var draft = Draft.Of(query, index, question.Question.Language == Language.Chinese);
        var reading = FollowUpReader.Read(question.Question, links, draft);
        if (reading.Edits.Count == 0)
        {
            return null;
        }

        foreach (var edit in reading.Edits)
        {
            if (edit.Apply(draft) is not { } changed)
            {
                return null;
            }

            draft = changed;
        }

        var certainty = draft.Certainty * Math.Pow(PerUnreadWord, reading.Unread);
        return new SqlCandidate(SqlRenderer.Render(OutputAliases.Give(draft.Query, index), index.Schema.Dialect), Math.Round(certainty * Accepted(turn.Confidence), 4))
        {
            Signals = new Dictionary<string, double>(StringComparer.Ordinal) { [Signal.FollowUp] = 1 },
        };
    }

    // Who goes on from an answer has not found it wrong: half of the doubt is gone.
    private static double Accepted(double confidence) => (1 + confidence) / 2;

    private static Sql.Tree.Query? Parse(string sql, SqlDialect dialect)
    {
        try
        {
            return SqlParser.Parse(sql, dialect);
        }
        catch (SqlSyntaxException)
        {
            // Remembered under another dialect or an older grammar.
            return null;
        }
    }
}
