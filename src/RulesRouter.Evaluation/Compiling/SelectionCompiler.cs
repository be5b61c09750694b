using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Resolves the names in selections: keys of splits and shadows, and the scripts that score and check.</summary>
internal sealed class SelectionCompiler(ConditionScope scope, DiagnosticBag diagnostics)
{
    public CompiledRule Compile(CompiledRule rule)
    {
        if (rule.Rule.Selection?.Checks is { Script: { } judge, Span: var place })
        {
            Check(judge, place);
        }

        if (rule.Rule.Selection is not { } selection || selection is { Split: null, Shadow: null, Score: null })
        {
            return rule;
        }

        var split = selection.Split is { } declared && KeyOf(declared.Key, declared.Span) is { } key ? key : (FactSlot?)null;
        var arms = split is null ? [] : selection.Split!.Arms.Select(arm => Arm(rule, selection, arm)).ToImmutableArray();
        var shadow = selection.Shadow is { Key: { } name } drawn ? KeyOf(name, drawn.Span) : null;
        var compiled = new CompiledSelection(split, arms, shadow, selection.Score is { } score ? Score(score) : null);

        // Seen without its arms, the selection prefers the union of their endpoints.
        var union = arms.IsEmpty ? selection.Prefer : Union(arms);
        var alone = rule with { Named = compiled with { Arms = [] } };
        return Preferring(rule, union) with
        {
            Named = compiled with
            {
                Arms = [.. arms.Select(arm => arm with { Rule = arm.Rule with { Named = alone.Named } })],
                OfArmsInUse = arms.All(arm => arm.Weight > 0) ? null : Preferring(alone, Union(arms.Where(arm => arm.Weight > 0))),
                Shadow = selection.Shadow is { } shadowed ? Preferring(alone, shadowed.Prefer) : null,
            },
        };
    }

    /// <summary>Everything that the arms prefer; nothing in particular if one of them prefers nothing.</summary>
    private static ImmutableArray<EndpointPreference> Union(IEnumerable<CompiledArm> arms)
    {
        var preferred = arms.Select(arm => arm.Rule.Rule.Selection!.Prefer).ToList();
        return preferred.Any(patterns => patterns.IsEmpty)
            ? []
            : [.. preferred.SelectMany(patterns => patterns).DistinctBy(preference => preference.Pattern)];
    }

    private static CompiledRule Preferring(CompiledRule rule, ImmutableArray<EndpointPreference> preferred) =>
        rule with { Rule = rule.Rule with { Selection = rule.Rule.Selection! with { Prefer = preferred } } };

    private static CompiledArm Arm(CompiledRule rule, Selection selection, SplitArm arm) => new(
        arm.Name,
        arm.Weight,
        Preferring(rule, arm.Prefer.IsEmpty ? selection.Prefer : arm.Prefer));

    private FactSlot? KeyOf(string name, SourceSpan span)
    {
        if (!scope.Knows(name) || !scope.Schema.TryFind(name, out var slot))
        {
            var facts = scope.Names.Where(known => scope.Schema.TryFind(known, out _));
            diagnostics.Add(
                ExpressionDiagnostics.UnknownName,
                span,
                $"unknown fact or attribute `{name}`",
                Suggestion.DidYouMean(name, facts, "a key is a fact or an attribute, such as session.id"));
            return null;
        }

        if (scope.Schema[slot].Type == FactType.Set)
        {
            diagnostics.Add(
                ExpressionDiagnostics.WrongType,
                span,
                $"type mismatch: `{name}` is a set, a key is a single value",
                "use an attribute of type text");
            return null;
        }

        return slot;
    }

    /// <summary>A script that judges answers takes the text and says yes or no.</summary>
    private void Check(string name, SourceSpan span)
    {
        if (!scope.Scripts.TryGetValue(name, out var script))
        {
            diagnostics.Add(
                ScriptDiagnostics.WrongUse,
                span,
                $"unknown script `{name}`",
                Suggestion.DidYouMean(name, scope.Scripts.Keys, "declare it under `scripts`"));
        }
        else if (script.Result != ScriptResult.Boolean || script.Inputs is not [{ Type: ScriptType.String }])
        {
            diagnostics.Add(
                ScriptDiagnostics.WrongUse,
                span,
                $"script `{name}` cannot check answers: it needs one input of type text and a boolean result",
                "declare it with `inputs: { answer: text }` and `result: boolean`");
        }
    }

    private CompiledScore? Score(ScriptScore score)
    {
        if (!scope.Scripts.TryGetValue(score.Script, out var script))
        {
            diagnostics.Add(
                ScriptDiagnostics.WrongUse,
                score.Span,
                $"unknown script `{score.Script}`",
                Suggestion.DidYouMean(score.Script, scope.Scripts.Keys, "declare it under `scripts`"));
            return null;
        }

        if (!script.TakesEndpoint || script.Inputs.Length != score.With.Length + 1)
        {
            diagnostics.Add(
                ScriptDiagnostics.WrongUse,
                score.Span,
                script.TakesEndpoint
                    ? $"script `{script.Name}` has {script.Inputs.Length} inputs, the endpoint and {script.Inputs.Length - 1} more, but `with` names {score.With.Length}"
                    : $"script `{script.Name}` has no input of type `endpoint`, so it cannot rank endpoints",
                script.TakesEndpoint ? "name one fact for each further input under `with`" : "make its first input `endpoint: endpoint`");
            return null;
        }

        var arguments = script.Inputs.Skip(1).Zip(score.With, (input, name) => Argument(script, input, name, score.Span)).ToList();
        return arguments.Any(argument => argument is null) ? null : new CompiledScore(script, [.. arguments.OfType<ScriptArgument>()]);
    }

    private ScriptArgument? Argument(ScriptDeclaration script, ScriptInput input, string name, SourceSpan span)
    {
        if (scope.ParameterNamed(name) is { } parameter && TypeOf(parameter.Declaration.Type) == input.Type)
        {
            return new ScriptArgument.Literal(parameter.Value, input.Type);
        }

        if (scope.ParameterNamed(name) is null && KnownFact(name, span) is not { } slot)
        {
            return null;
        }
        else if (scope.Schema.TryFind(name, out slot) && TypeOf(scope.Schema[slot].Type) == input.Type)
        {
            return input.Type switch
            {
                ScriptType.Number => new ScriptArgument.Number(new NumberTerm.Fact(slot)),
                ScriptType.String => new ScriptArgument.String(new StringTerm.Fact(slot)),
                ScriptType.Boolean or ScriptType.Set or ScriptType.Endpoint => new ScriptArgument.Fact(slot),
            };
        }

        diagnostics.Add(
            ScriptDiagnostics.WrongUse,
            span,
            $"`{input.Name}` of script `{script.Name}` is a {EnumNames<ScriptType>.NameOf(input.Type)}, `{name}` is not",
            "name a fact of that type, or change the input");
        return null;
    }

    private FactSlot? KnownFact(string name, SourceSpan span)
    {
        if (scope.Knows(name) && scope.Schema.TryFind(name, out var slot))
        {
            return slot;
        }

        diagnostics.Add(
            ExpressionDiagnostics.UnknownName,
            span,
            $"unknown fact or attribute `{name}`",
            Suggestion.DidYouMean(name, scope.Names));
        return null;
    }

    private static ScriptType TypeOf(FactType type) => type switch
    {
        FactType.Boolean => ScriptType.Boolean,
        FactType.Number => ScriptType.Number,
        FactType.Set => ScriptType.Set,
        FactType.String or FactType.Enum => ScriptType.String,
    };
}
