using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>An item of <c>rules:</c> → <see cref="Rule"/>.</summary>
internal sealed class RuleBinder(DiagnosticBag diagnostics)
{
    public Rule? Bind(YamlMapping node)
    {
        if (node.TextNode("id") is not { } id)
        {
            return null;
        }

        var rule = new Rule(
            id.Text,
            node.Whole("priority") ?? 0,
            node.TextNode("when")?.Content,
            node.Mapping("constrain") is { } constrain ? [.. new EnforcementBinder(node, diagnostics).Apply(ConstraintBinder.Bind(constrain))] : [],
            node.Mapping("oblige") is { } oblige ? [.. Obligations(oblige)] : [],
            node.Flag("deny") ?? false,
            node.Mapping("select") is { } select ? Select(select, isDefault: node["when"] is null) : null,
            node.Text("reason") ?? "",
            node.Flag("allowDerived") ?? false,
            id.Span);
        if (rule.Constraints.IsEmpty && rule.Obligations.IsEmpty && !rule.Denies && rule.Selection is null && node["constrain"] is null && node["oblige"] is null && node["select"] is null)
        {
            diagnostics.Add(LanguageDiagnostics.NoEffect, id.Span, $"rule `{id.Text}` has no effect", "add `constrain`, `oblige`, `deny` or `select`");
        }

        // A condition that is no text has been reported: without it, the rule would pass for a default.
        return node["when"] is not null && rule.When is null ? null : rule;
    }

    private static IEnumerable<ObligationClause> Obligations(YamlMapping node)
    {
        foreach (var entry in node.Entries)
        {
            ConstraintValue? value = entry.Value switch
            {
                YamlScalar { Value: bool flag } => new ConstraintValue.Boolean(flag),
                YamlScalar { Value: string level } => new ConstraintValue.Names([level]),
                YamlSequence list => new ConstraintValue.Names([.. list.Items.OfType<YamlScalar>().Select(item => item.Text)]),
                _ => null,
            };
            if (value is not null && Policies.Obligations.Find(entry.Key.Text) is { } definition && Fits(definition, value))
            {
                yield return new ObligationClause(definition, value, entry.Key.Span);
            }
        }
    }

    private static bool Fits(ObligationDefinition definition, ConstraintValue value) => (definition.Kind, value) switch
    {
        (ObligationKind.TrueWins or ObligationKind.FalseWins, ConstraintValue.Boolean) => true,
        (ObligationKind.Union, ConstraintValue.Names) => true,
        (ObligationKind.HigherWins, ConstraintValue.Names level) => definition.Levels.Contains(level.Values[0]),
        _ => false,
    };

    private Selection? Select(YamlMapping node, bool isDefault)
    {
        var score = node.Mapping("objective") is { } scored && scored.TextNode("script") is { } script ? new ScriptScore(script.Text, scored.Texts("with"), script.Span) : null;
        if (score is null && node["objective"] is not YamlScalar { Value: string })
        {
            if (node["objective"] is YamlMapping { Entries.IsEmpty: false } incomplete && incomplete["script"] is null)
            {
                diagnostics.Add(LanguageDiagnostics.MissingKey, incomplete.Span with { Length = 0 }, "`script` is missing in `select.objective`");
            }

            return InItsPlace(node, isDefault);
        }

        var name = score is null ? node.Text("objective")! : "script";
        if (!ObjectiveNames.TryParse(name, out var objective) || (score is null && objective == Objective.Script))
        {
            var help = Suggestion.DidYouMean(name, ObjectiveNames.All);
            diagnostics.Add(
                LanguageDiagnostics.WrongValue,
                node["objective"]!.Span,
                $"`select.objective` cannot be \"{name}\"",
                name == "script" ? "name the script, as `{ script: name }`" : help.Length > 0 ? help : $"it is one of {string.Join(", ", ObjectiveNames.All.Where(known => known != "script"))}, or {{ script: name }}");
            return InItsPlace(node, isDefault);
        }

        var prefer = node.TextNodes("prefer");
        if (objective == Objective.Ordered && prefer.IsEmpty)
        {
            diagnostics.Add(LanguageDiagnostics.BadSelection, node["objective"]!.Span, "objective `ordered` has no order", "list endpoint patterns under `prefer`, best first");
        }

        return new Selection(
            objective,
            [.. prefer.Select(pattern => new EndpointPreference(pattern.Text, pattern.Span))],
            Fallback(node.Mapping("fallback"), objective),
            EconomicsBinder.Bind(node.Mapping("cost"), diagnostics),
            score?.Span ?? node["objective"]!.Span)
        {
            Score = score,
            Split = SplitBinder.Split(node.Mapping("split"), diagnostics),
            IsSticky = node.Flag("sticky") ?? false,
            Shadow = SplitBinder.Shadow(node.Mapping("shadow")),
        };
    }

    /// <summary>A default whose objective was reported still selects: that it does not would be a second fault of one mistake.</summary>
    private static Selection? InItsPlace(YamlMapping node, bool isDefault) =>
        isDefault ? new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, node.Span) : null;

    /// <summary>A chain of least expected cost goes on after a rejected answer, whether or not the author lists it: that is what it is for.</summary>
    private static FallbackRule Fallback(YamlMapping? node, Objective objective)
    {
        var rule = node is null ? FallbackRule.Default : Fallback(node);
        return objective == Objective.ExpectedCost ? rule with { On = [.. rule.On.Append(FailureClass.RejectedOutput).Distinct().Order()] } : rule;
    }

    private static FallbackRule Fallback(YamlMapping node) => new(
        Math.Clamp(node.Whole("max") ?? FallbackRule.Default.Max, 0, 8),
        node.Text("distinct") switch { "provider" => Distinct.Provider, "failure-domain" => Distinct.FailureDomain, _ => Distinct.None },
        [.. node.Texts("on").Select(text => FailureClasses.TryParse(text, out var failure) ? failure : (FailureClass?)null).OfType<FailureClass>().Where(failure => !failure.IsAvailability()).Distinct().Order()]);
}
