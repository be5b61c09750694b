using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Expressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesEngine.ExpressionBuilders;
using RulesEngine.Models;
using RulesRouter.Evaluation.Compiling.Expressions;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

/// <summary>The parser of conditions accepts what RulesEngine's parser accepts, and produces the same expression trees.</summary>
public sealed class ConditionParserTests
{
    private static readonly FactsType Type = FactsType.Emit(ConditionFixture.Schema, ["quick"]);

    private static readonly ConditionParser Parser = new(Type);

    private static readonly RuleExpressionParser Reference = new(
        new ReSettings { CustomTypes = Type.All, AutoRegisterInputType = false, IsExpressionCaseSensitive = true });

    private static readonly ConditionSource Source = new(ConditionFixture.Schema);

    /// <summary>Pieces of conditions, most of whose combinations are errors.</summary>
    private static readonly string[] Pieces =
    [
        "task",
        "team",
        "urgent",
        "quick",
        "weight",
        "languages",
        "needs.tools",
        "Math",
        "String",
        "Enumerable",
        "FactSet",
        "it",
        "facts",
        "has(team)",
        "\"a\"",
        "\"5\"",
        "5",
        "1.5",
        "true",
        "null",
        "(",
        ")",
        "\"a\", \"b\"",
        ",",
        "and",
        "or",
        "not",
        "in",
        "==",
        "!=",
        "<",
        ">=",
        "+",
        "-",
        "*",
        "/",
        ".Length",
        ".Contains(\"a\")",
        ".ToLower()", ".StartsWith(\"a\")", "&&", "||", "!",
    ];

    [Theory]
    [InlineData("task == \"refactor\" and not needs.tools")]
    [InlineData("sensitivity >= \"internal\" or team in (\"a\", \"b\")")]
    [InlineData("weight in (1, 2.5) && weight / 3 > -1")]
    [InlineData("languages.Contains(\"rust\") || team.ToLower().StartsWith(\"x\")")]
    [InlineData("has(team) and team.Length > 3 and deadlineMs == null")]
    [InlineData("weight == \"5\"")]
    [InlineData("team == 5")]
    [InlineData("Math.Abs(weight) > 1")]
    [InlineData("Enumerable.Count(languages) > 1")]
    [InlineData("DateTime.Now > null")]
    [InlineData("Environment.Exit(1)")]
    [InlineData("new(1 as a) != null")]
    [InlineData("iif(urgent, true, false)")]
    [InlineData("Urgent")]
    [InlineData("urgent and")]
    public void Both_parsers_give_the_same_tree_or_both_reject(string source) => AssertSame(source);

    [Property(MaxTest = 300)]
    public Property Both_parsers_agree_on_every_generated_condition() =>
        Prop.ForAll(GeneratedConditions.Trees.ToArbitrary(), tree => AssertSame(Source.Of(tree)));

    [Property(MaxTest = 300)]
    public Property Both_parsers_agree_on_random_sequences_of_tokens() =>
        Prop.ForAll(Gen.Elements(Pieces).NonEmptyListOf().Select(pieces => string.Join(' ', pieces.Take(9))).ToArbitrary(), AssertSame);

    private static void AssertSame(string source) =>
        Assert.Equal(
            Parsed(() => Reference.Parse(source, [Expression.Parameter(Type.Type, "facts")], typeof(bool))),
            Parsed(() => Parser.Parse(source)));

    private static string Parsed(Func<Expression> parse)
    {
        try
        {
            return parse().ToString();
        }
        catch (ParseException exception)
        {
            return $"{exception.Position}: {exception.Message}";
        }
        catch (Exception exception) when (exception is InvalidOperationException
            or ArgumentException
            or OverflowException
            or FormatException)
        {
            return exception.GetType().Name;
        }
    }
}
