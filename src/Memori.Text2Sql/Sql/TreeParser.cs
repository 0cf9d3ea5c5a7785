using System.Runtime.CompilerServices;
using Memori.Text;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>A recursive-descent parser; this part moves over the tokens and tells what is wrong.</summary>
internal sealed partial class TreeParser
{
    private const int MaxNesting = 200;

    private readonly string _sql;
    private readonly SqlDialect _dialect;
    private readonly Precedence _precedence;
    private readonly List<SqlToken> _tokens;
    private int _next;
    private int _nesting;

    /// <summary>The greatest height of a subtree finished since the enclosing construct began.</summary>
    private int _height;

    public TreeParser(string sql, SqlDialect dialect)
    {
        _sql = sql;
        _dialect = dialect;
        _precedence = dialect.Precedence;
        _tokens = SqlLexer.Read(sql, dialect);
    }

    private SqlToken Current => _tokens[_next];

    private string? Word => _tokens[_next].Word;

    public Query ParseStatement()
    {
        RefuseFaults();
        RefuseOtherStatements();
        var query = ParseQuery();
        Accept(";");
        if (Current.Kind != SqlTokenKind.End)
        {
            throw Unexpected(Syntax.End);
        }

        return query;
    }

    public Expression ParseOneExpression()
    {
        RefuseFaults();
        var expression = ParseExpression();
        return Current.Kind == SqlTokenKind.End ? expression : throw Unexpected(Syntax.End);
    }

    private SqlToken Ahead(int count) => _tokens[Math.Min(_next + count, _tokens.Count - 1)];

    private SqlToken Advance() => _tokens[_next++];

    private bool Is(string word) => Word == word;

    private bool Is(string word, string next) => Word == word && Ahead(1).Word == next;

    private bool Accept(string word)
    {
        if (Word != word)
        {
            return false;
        }

        _next++;
        return true;
    }

    private bool Accept(string word, string next)
    {
        if (!Is(word, next))
        {
            return false;
        }

        _next += 2;
        return true;
    }

    private bool AcceptBy(string word)
    {
        if (!Accept(word))
        {
            return false;
        }

        Expect("BY");
        return true;
    }

    private void Expect(string word)
    {
        if (!Accept(word))
        {
            throw Unexpected(Syntax.Word(word));
        }
    }

    private bool Has(SqlFeatures feature) => _dialect.Has(feature);

    /// <summary>Counts one level of recursion.</summary>
    private void Enter(int position)
    {
        if (++_nesting > MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep(position);
        }
    }

    private void Leave() => _nesting--;

    private static int Higher(int height, int position) =>
        height < SqlParser.MaxDepth ? height + 1 : throw TooDeep(position);

    private static SqlSyntaxException TooDeep(int position) => new(GuardRules.TooDeep, position, new(
        "The query is nested too deeply.",
        "查询嵌套过深。"));

    /// <summary>Comments mean nothing; whatever the engine might read otherwise than we do is refused before anything else.</summary>
    private void RefuseFaults()
    {
        foreach (var token in _tokens)
        {
            if (token.Fault != SqlTokenFault.None)
            {
                throw Fault(token);
            }
        }

        _tokens.RemoveAll(token => token.Kind == SqlTokenKind.Comment);
    }

    private void RefuseOtherStatements()
    {
        if (Word is { } verb && SqlWords.StatementVerbs.Contains(verb))
        {
            throw Refuse(GuardRules.NotASelect, new(
                $"Only SELECT is allowed, this is {verb}.",
                $"只允许 SELECT,这是 {verb}。"));
        }

        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].Word == ";" && i + 1 < _tokens.Count && _tokens[i + 1].Kind != SqlTokenKind.End)
            {
                throw new SqlSyntaxException(GuardRules.SeveralStatements, _tokens[i + 1].Start, new(
                    "Only one statement is allowed, another one follows the semicolon.",
                    "只允许一条语句,分号之后还有内容。"));
            }
        }
    }

    private SqlSyntaxException Refuse(string rule, LocalizedText text) => new(rule, Current.Start, text);

    private SqlSyntaxException Unexpected(LocalizedText expected)
    {
        var token = Current;
        if (token.Kind == SqlTokenKind.Parameter || (Is("?") || Is(":")))
        {
            return Refuse(GuardRules.Parameter, new(
                "A query can't have parameters: write the value itself.",
                "查询不能含有参数,请直接写出值。"));
        }

        var (line, column) = Place(token.Start);
        var found = token.Kind == SqlTokenKind.End ? new LocalizedText("the end", "结尾") : new LocalizedText($"\"{Shown(token)}\"", $"“{Shown(token)}”");
        return new SqlSyntaxException(GuardRules.SqlSyntax, token.Start, new(
            $"Line {line}, column {column}: expected {expected.English}, found {found.English}.",
            $"第 {line} 行第 {column} 列:应为{expected.Chinese},实际为{found.Chinese}。"), expected);
    }

    private SqlSyntaxException Fault(SqlToken token)
    {
        var (line, column) = Place(token.Start);
        var (rule, text) = token.Fault switch
        {
            SqlTokenFault.Unterminated => (GuardRules.SqlSyntax, new LocalizedText("what begins here has no end", "此处开始的内容没有结束")),
            SqlTokenFault.BadNumber => (GuardRules.SqlSyntax, new LocalizedText("this is not a number", "这不是合法的数字")),
            SqlTokenFault.EmptyName => (GuardRules.SqlSyntax, new LocalizedText("a name can't be empty", "名称不能为空")),
            SqlTokenFault.ExecutableComment => (GuardRules.ExecutableComment, new LocalizedText("a comment that some databases run is not allowed", "不允许某些数据库会执行的注释")),
            SqlTokenFault.NotSupported => (GuardRules.SqlSyntax, new LocalizedText("this is not supported here", "此处不支持这种写法")),
            _ => (GuardRules.BadCharacter, new LocalizedText("a character that doesn't belong into SQL", "不属于 SQL 的字符")),
        };
        return new SqlSyntaxException(rule, token.Start, new(
            $"Line {line}, column {column}: {text.English}.",
            $"第 {line} 行第 {column} 列:{text.Chinese}。"));
    }

    private (int Line, int Column) Place(int position)
    {
        var before = _sql.AsSpan(0, position);
        return (before.Count('\n') + 1, position - before.LastIndexOf('\n'));
    }

    private string Shown(SqlToken token)
    {
        const int enough = 30;
        var text = _sql.AsSpan(token.Start, Math.Min(token.Length, enough)).ToString();
        return token.Length > enough ? text + "…" : text;
    }
}
