namespace Memori.Text2Sql.Verification.Calibration;

/// <summary>The names of the signals that the confidence models weigh.</summary>
internal static class Signal
{
    /// <summary>The share of the question that the reading used, 0–1.</summary>
    public const string Coverage = "coverage";

    /// <summary>The share of the question's content words that mean something in this database, 0–1.</summary>
    public const string Linked = "linked";

    /// <summary>By how much the reading scored above the next one (negative: below the best), −1 to 3.</summary>
    public const string Margin = "margin";

    /// <summary>The log-odds of the reading beside the others by their ranks, −4 to 4.</summary>
    public const string Chance = "chance";

    /// <summary>What the ranker makes of the reading, −20 to 40.</summary>
    public const string Score = "score";

    /// <summary>What of that is for words and the shapes that they go with.</summary>
    public const string Words = "words";

    /// <summary>An analysis that the question announces: a share, a median, growth.</summary>
    public const string Analysis = "analysis";

    /// <summary>The share of the used tables' columns that somebody described, 0–1.</summary>
    public const string Documented = "documented";

    /// <summary>Before the features of the ranker.</summary>
    public const string Ranked = "rank.";

    /// <summary>The reading by rules and the one by roles are the same.</summary>
    public const string Agree = "agree";

    /// <summary>The logarithm of the probability of the roles of its names, from −6.</summary>
    public const string Roles = "roles";

    /// <summary>Words of the question that announce something and were not used.</summary>
    public const string Unread = "unread";

    /// <summary>How well the chosen columns fit their words, 0–1.</summary>
    public const string Fit = "fit";

    /// <summary>The least fit of a chosen column, 0–1.</summary>
    public const string WorstFit = "worst-fit";

    /// <summary>The number of joins.</summary>
    public const string Joins = "joins";

    /// <summary>The number of conditions.</summary>
    public const string Filters = "filters";

    /// <summary>The number of selected terms.</summary>
    public const string Projections = "projections";

    /// <summary>The number of groups.</summary>
    public const string Groups = "groups";

    /// <summary>The number of order keys.</summary>
    public const string Order = "order";

    /// <summary>Only the first rows are wanted.</summary>
    public const string Limit = "limit";

    /// <summary>The number of aggregates that are selected.</summary>
    public const string Aggregates = "aggregates";

    /// <summary>The number of columns that fit as well as the chosen ones, as a logarithm.</summary>
    public const string Choices = "choices";

    /// <summary>Texts and times that the question has and no column is known to hold.</summary>
    public const string FreeTexts = "free-texts";

    /// <summary>Conditions on values that are found in the cells.</summary>
    public const string Stored = "stored";

    /// <summary>Columns that are reckoned with others.</summary>
    public const string Calculated = "calculated";

    /// <summary>Conditions on time.</summary>
    public const string Times = "times";

    /// <summary>Rows with equal values are left out.</summary>
    public const string Distinct = "distinct";

    /// <summary>The number of content words that mean nothing in this database.</summary>
    public const string Strange = "strange";

    /// <summary>The number of columns that the question does not name.</summary>
    public const string Implied = "implied";

    /// <summary>A condition that something is absent.</summary>
    public const string Absence = "absence";

    /// <summary>The logarithm of the number of the question's tokens.</summary>
    public const string Length = "length";

    /// <summary>The question has so few words that little can be said against a reading of it.</summary>
    public const string Short = "short";

    /// <summary>The question is in Chinese: it has weights of its own.</summary>
    public const string Chinese = "chinese";

    /// <summary>The question is in Chinese and the names are not: both languages' weights have a say, and it has none of its own.</summary>
    public const string Foreign = "foreign";

    /// <summary>The logarithm of the number of tables.</summary>
    public const string Tables = "tables";

    /// <summary>The logarithm of the mean number of columns of a table.</summary>
    public const string Columns = "columns";

    /// <summary>The number of stretches of the question that name tables or columns.</summary>
    public const string Names = "names";

    /// <summary>How well they fit what they name best, 0–1.</summary>
    public const string NamesFit = "names-fit";

    /// <summary>The least of that, 0–1.</summary>
    public const string NamesWorst = "names-worst";

    /// <summary>The share of them that fit exactly, 0–1.</summary>
    public const string NamesExact = "names-exact";

    /// <summary>The number of columns that fit a name as well as the best, as a logarithm.</summary>
    public const string Ties = "ties";

    /// <summary>The number of stretches that are values found in the cells.</summary>
    public const string Values = "values";

    /// <summary>The number of proper names and quotations that are found nowhere.</summary>
    public const string Unknown = "unknown";

    /// <summary>An earlier answer was changed: how sure that is, the generator says itself.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>A question on the schema, answered from it: how sure that is, the generator says itself.</summary>
    public const string OnSchema = "on-schema";

    /// <summary>Made from what a person called right: how sure that is, the generator says itself.</summary>
    public const string Recalled = "recalled";

    /// <summary>The result has no rows, or one row of NULLs.</summary>
    public const string Empty = "empty";

    /// <summary>The result is one row of nothing but NULLs and zeros.</summary>
    public const string Zero = "zero";

    /// <summary>The result has a NULL.</summary>
    public const string Nulls = "nulls";

    /// <summary>The result has equal rows.</summary>
    public const string Repeats = "repeats";

    /// <summary>The logarithm of the number of rows.</summary>
    public const string Rows = "rows";

    /// <summary>The result has one row.</summary>
    public const string OneRow = "one-row";

    /// <summary>The number of columns of the result.</summary>
    public const string Width = "width";

    /// <summary>How many likelier readings found nothing; known while the answer is in doubt, as what follows.</summary>
    public const string PassedOver = "passed-over";

    /// <summary>The log-odds of the result: the readings that give it beside those that give another.</summary>
    public const string ResultOdds = "result-odds";

    /// <summary>By how much its reading is likelier than the next that gives another result with rows, as a logarithm, −1 to 4.</summary>
    public const string ResultMargin = "result-margin";

    /// <summary>The share of close rivals that give the same result, 0–1.</summary>
    public const string RivalsAgree = "rivals-agree";

    /// <summary>The share of close rivals that give another result, 0–1.</summary>
    public const string RivalsDiffer = "rivals-differ";

    /// <summary>The answer states a literal that it says is guessed.</summary>
    public const string SaysGuessed = "says-guessed";

    /// <summary>The answer states an ambiguity that changes the result.</summary>
    public const string SaysAmbiguous = "says-ambiguous";

    /// <summary>The answer states assumptions.</summary>
    public const string SaysAssumed = "says-assumed";

    /// <summary>How many attempts failed before it.</summary>
    public const string Failures = "failures";
}
