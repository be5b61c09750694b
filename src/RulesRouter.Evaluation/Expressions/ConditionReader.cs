using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Expressions;
using RulesEngine.ExpressionBuilders;
using RulesRouter.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Source → tokens → RulesEngine's expression tree → <see cref="Condition"/>. Each step sees only what the previous step accepted.</summary>
/// <param name="known">Conditions of the same layer that were read before.</param>
internal sealed class ConditionReader(ConditionScope scope, ConditionCache.Layer? known = null)
{
    private readonly RuleExpressionParser parser = new(WorkflowSettings.For(scope.FactsType));

    /// <summary>Null if an error was reported.</summary>
    public Condition? Read(EmbeddedSource text, DiagnosticBag diagnostics)
    {
        if (known?.Find(text) is { } found)
        {
            return found;
        }

        if (!ExpressionLimits.Hold(text, diagnostics)
            || ExpressionLexer.Read(text, diagnostics) is not { } tokens
            || !ExpressionLimits.Hold(text, tokens, diagnostics)
            || !NameCheck.Holds(text, tokens, scope, diagnostics))
        {
            return null;
        }

        var condition = Parse(text, diagnostics) is { } tree ? ConditionBinder.Bind(new ParameterConstants(scope.Parameters).Visit(tree), new BindingContext(scope, text, tokens), diagnostics) : null;
        if (condition is not null)
        {
            known?.Remember(text, condition);
        }

        return condition;
    }

    private Expression? Parse(EmbeddedSource text, DiagnosticBag diagnostics)
    {
        try
        {
            return parser.Parse(text.Text, [Expression.Parameter(scope.FactsType.Type, "facts")], typeof(bool));
        }
        catch (ParseException exception)
        {
            diagnostics.Add(
                ExpressionDiagnostics.Syntax,
                text.SpanOf(Math.Min(exception.Position, Math.Max(0, text.Text.Length - 1)), 1),
                ParserMessages.InPlainWords(exception.Message),
                ParserMessages.HelpFor(exception.Message));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or OverflowException or FormatException)
        {
            diagnostics.Add(ExpressionDiagnostics.WrongType, text.SpanOf(0, text.Text.Length), "a comparison of values that do not compare", "compare numbers with numbers and texts with \"texts\"");
        }

        return null;
    }
}
