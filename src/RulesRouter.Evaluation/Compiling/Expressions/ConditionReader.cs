using System.Collections.Immutable;
using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Expressions;
using RulesRouter.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Source → tokens → RulesEngine's expression tree → <see cref="Condition"/>. Each step sees only what the previous step accepted.
/// </summary>
/// <param name="known">Conditions of the same layer that were read before.</param>
internal sealed class ConditionReader(ConditionScope scope, ConditionCache.Layer? known = null)
{
    private ConditionParser? parser;

    /// <summary>Null if an error was reported.</summary>
    public Condition? Read(EmbeddedSource text, DiagnosticBag diagnostics)
    {
        NumberPrecision.Check(text, diagnostics);
        if (known?.Find(text) is { } found)
        {
            return found;
        }

        if (!ExpressionLimits.Hold(text, diagnostics)
            || ExpressionLexer.Read(text, diagnostics) is not { } tokens
            || !ExpressionLimits.Hold(text, tokens, diagnostics)
            || !NameCheck.Passes(text, tokens, scope, diagnostics)
            || !TextTestCheck.Passes(text, tokens, scope, diagnostics))
        {
            return null;
        }

        var condition = Read(text, tokens, diagnostics);
        if (condition is not null)
        {
            known?.Remember(text, condition);
        }

        return condition;
    }

    private Condition? Read(EmbeddedSource text, ImmutableArray<ExpressionToken> tokens, DiagnosticBag diagnostics)
    {
        try
        {
            var tree = new ParameterConstants(scope.Parameters).Visit(Parse(text));
            return ConditionBinder.Bind(tree, new BindingContext(scope, text, tokens));
        }
        catch (BindingException rejection)
        {
            var error = IsSpecific(rejection.Code) ? rejection : ConditionErrorReader.Find(scope, text, tokens) ?? rejection;
            diagnostics.Add(error.Code, error.Span, error.Message, error.Help);
            return null;
        }
    }

    private static bool IsSpecific(DiagnosticCode code) =>
        code == ExpressionDiagnostics.UnknownValue || code == ExpressionDiagnostics.TooLarge;

    private Expression Parse(EmbeddedSource text)
    {
        try
        {
            return (parser ??= new ConditionParser(scope.FactsType)).Parse(text.Text);
        }
        catch (ParseException exception)
        {
            var at = Math.Min(exception.Position, Math.Max(0, text.Text.Length - 1));
            throw new BindingException(ExpressionDiagnostics.Syntax, text.SpanOf(at, 1), "this is not part of the condition language");
        }
        catch (Exception exception) when (exception is InvalidOperationException
            or ArgumentException
            or OverflowException
            or FormatException)
        {
            throw new BindingException(
                ExpressionDiagnostics.WrongType,
                text.SpanOf(0, text.Text.Length),
                "these operands cannot be compared",
                "compare values of the same type");
        }
    }
}
