using System.Diagnostics;
using RulesRouter.Constraints;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Verification.Mutating;

/// <summary>Small changes of rules outside conditions: bounds, effects, order.</summary>
internal static class RuleEdits
{
    public static IEnumerable<(Rule Altered, SourceSpan Place, string Change)> Of(Rule rule, RoutingPolicy policy) =>
        [.. Constraints(rule), .. Obligations(rule), .. Denial(rule), .. Selections(rule), .. Priorities(rule, policy)];

    private static IEnumerable<(Rule, SourceSpan, string)> Constraints(Rule rule)
    {
        for (var index = 0; index < rule.Constraints.Length; index++)
        {
            var clause = rule.Constraints[index];
            yield return (
                rule with { Constraints = rule.Constraints.RemoveAt(index) },
                clause.Span,
                $"constraint {clause.Definition.Name} was removed");
            foreach (var value in Values(clause.Value))
            {
                yield return (
                    rule with { Constraints = rule.Constraints.SetItem(index, clause with { Value = value }) },
                    clause.Span,
                    $"{clause.Definition.Name} {clause.Value} became {value}");
            }
        }
    }

    private static IEnumerable<(Rule, SourceSpan, string)> Obligations(Rule rule)
    {
        for (var index = 0; index < rule.Obligations.Length; index++)
        {
            var clause = rule.Obligations[index];
            yield return (
                rule with { Obligations = rule.Obligations.RemoveAt(index) },
                clause.Span,
                $"obligation {clause.Definition.Name} was removed");
            if (clause.Value is ConstraintValue.Names { Values.Count: > 1 })
            {
                foreach (var value in Values(clause.Value))
                {
                    yield return (
                        rule with { Obligations = rule.Obligations.SetItem(index, clause with { Value = value }) },
                        clause.Span,
                        $"{clause.Definition.Name} {clause.Value} became {value}");
                }
            }
        }
    }

    private static IEnumerable<(Rule, SourceSpan, string)> Denial(Rule rule)
    {
        if (rule.Denies)
        {
            yield return (rule with { Denies = false }, rule.Span, "deny was removed");
        }
    }

    private static IEnumerable<(Rule, SourceSpan, string)> Selections(Rule rule)
    {
        if (rule.Selection is not { } selection)
        {
            yield break;
        }

        if (!rule.IsDefault)
        {
            yield return (rule with { Selection = null }, selection.Span, "select was removed");
        }

        var other = selection.Objective == Objective.Price ? Objective.Quality : Objective.Price;
        yield return (
            rule with { Selection = selection with { Objective = other } },
            selection.Span,
            $"objective {EnumNames<Objective>.NameOf(selection.Objective)} became {EnumNames<Objective>.NameOf(other)}");
        for (var index = 0; index < selection.Prefer.Length && selection.Prefer.Length > 1; index++)
        {
            var pattern = selection.Prefer[index];
            yield return (
                rule with { Selection = selection with { Prefer = selection.Prefer.RemoveAt(index) } },
                pattern.Span,
                $"preference {pattern.Pattern} was removed");
        }

        if (selection.Fallback.Max > 0)
        {
            var fewer = selection.Fallback with { Max = selection.Fallback.Max - 1 };
            yield return (
                rule with { Selection = selection with { Fallback = fewer } },
                selection.Span,
                $"{selection.Fallback.Max} fallbacks became {fewer.Max}");
        }

        if (selection.Fallback.Distinct != Distinct.None)
        {
            yield return (
                rule with { Selection = selection with { Fallback = selection.Fallback with { Distinct = Distinct.None } } },
                selection.Span,
                "distinct was removed");
        }

        if (selection.Fallback.HedgeAfter is not null)
        {
            yield return (
                rule with { Selection = selection with { Fallback = selection.Fallback with { HedgeAfter = null } } },
                selection.Span,
                "hedgeAfter was removed");
        }

        foreach (var failure in selection.Fallback.On.Where(failure => !GoesOnAnyway(selection, failure)))
        {
            var less = selection.Fallback with { On = selection.Fallback.On.Remove(failure) };
            yield return (
                rule with { Selection = selection with { Fallback = less } },
                selection.Span,
                $"the chain no longer continues after {EnumNames<FailureClass>.NameOf(failure)}");
        }
    }

    /// <summary>A chain by expected cost always continues after a rejection.</summary>
    private static bool GoesOnAnyway(Selection selection, FailureClass failure) =>
        selection.Objective == Objective.ExpectedCost && failure == FailureClass.RejectedOutput;

    /// <summary>Moves the rule before all others, or after all others.</summary>
    private static IEnumerable<(Rule, SourceSpan, string)> Priorities(Rule rule, RoutingPolicy policy)
    {
        if (rule.Selection is null || rule.IsDefault)
        {
            yield break;
        }

        var others = policy.Rules.Where(other => other != rule && other.Selection is not null && !other.IsDefault)
            .Select(other => other.Priority)
            .ToList();
        if (others.Any(priority => priority >= rule.Priority))
        {
            yield return (rule with { Priority = others.Max() + 1 }, rule.Span, $"priority {rule.Priority} became {others.Max() + 1}");
        }

        if (others.Any(priority => priority <= rule.Priority))
        {
            yield return (rule with { Priority = others.Min() - 1 }, rule.Span, $"priority {rule.Priority} became {others.Min() - 1}");
        }
    }

    private static IEnumerable<ConstraintValue> Values(ConstraintValue value) => value switch
    {
        ConstraintValue.Number { Value: var number } => Neighbours(number).Select(other => new ConstraintValue.Number(other)),
        ConstraintValue.Boolean flag => [new ConstraintValue.Boolean(!flag.Value)],
        ConstraintValue.Names { Values.Count: > 1 } names => names.Values.Select(
            name => new ConstraintValue.Names(names.Values.Remove(name))),
        ConstraintValue.Names => [],
        _ => throw new UnreachableException(),
    };

    /// <summary>An integer changes by 1 or by one percent, whichever is more; a fraction by one percent.</summary>
    private static IEnumerable<double> Neighbours(double number)
    {
        var step = number == Math.Floor(number) ? Math.Max(1, Math.Floor(number / 100)) : number / 100;
        return new[] { number + step, number - step }.Where(other => other >= 0);
    }
}
