using System.Diagnostics;
using System.Text;
using RulesRouter.Constraints;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Schemas;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Language.Binding;

/// <summary>An item of <c>rules:</c> → <see cref="Rule"/>.</summary>
internal sealed class RuleBinder(DiagnosticBag diagnostics)
{
    public Rule? Bind(YamlMapping node)
    {
        if (node.StringNode("id") is not { } id)
        {
            return null;
        }

        var rule = new Rule(
            id.Text,
            node.Integer("priority") ?? 0,
            node["when"] is YamlScalar { Value: string or bool } when ? when.Content : null,
            node.Mapping("constrain") is { } constrain
                ? [.. new EnforcementBinder(node, diagnostics).Apply(ConstraintBinder.Bind(constrain))]
                : [],
            node.Mapping("oblige") is { } oblige ? [.. Obligations(oblige)] : [],
            node.Boolean("deny") ?? false,
            node["select"] is { } select ? Select(select, isDefault: node["when"] is null) : null,
            node.String("reason") ?? "",
            node.Boolean("allowDerived") ?? false,
            id.Span)
        {
            HasUnknownKey = SchemaFields.HasUnknownKey("routing-policy", "/spec/rules/0", node),
        };
        if (!rule.HasUnknownKey
            && rule.Constraints.IsEmpty
            && rule.Obligations.IsEmpty
            && !rule.Denies
            && rule.Selection is null
            && node["constrain"] is null
            && node["oblige"] is null
            && node["select"] is null)
        {
            diagnostics.Add(
                PolicyDiagnostics.NoEffect,
                id.Span,
                $"rule `{id.Text}` has no effect",
                "add `constrain`, `oblige`, `deny` or `select`");
        }

        // A condition of another type was reported; without it the rule would look like a default.
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
                YamlScalar or YamlMapping => null,
                _ => throw new UnreachableException(),
            };
            if (value is not null && ObligationTable.Find(entry.Key.Text) is { IsSetByRules: true } definition && definition.Accepts(value))
            {
                yield return new ObligationClause(definition, value, entry.Key.Span);
            }
        }
    }

    private Selection? Select(YamlNode written, bool isDefault)
    {
        if (written is not YamlMapping node)
        {
            return InItsPlace(written, isDefault);
        }

        var score = node.Mapping("objective") is { } scored && scored.StringNode("script") is { } script
            ? new ScriptScore(script.Text, scored.Strings("with"), script.Span)
            : null;
        if (score is null && node["objective"] is not YamlScalar { Value: string })
        {
            if (node["objective"] is YamlMapping { Entries.IsEmpty: false } incomplete && incomplete["script"] is null)
            {
                diagnostics.Add(
                    SchemaDiagnostics.MissingKey,
                    incomplete.Span with { Length = 0 },
                    "`script` is missing in `select.objective`");
            }

            return InItsPlace(node, isDefault);
        }

        var name = score is null ? node.String("objective")! : "script";
        if (ObjectiveTable.Find(name) is not { } objective || (score is null && objective.NeedsScript))
        {
            diagnostics.Add(
                SchemaDiagnostics.WrongValue,
                node["objective"]!.Span,
                $"`select.objective` cannot be \"{name}\"",
                name == "script"
                    ? "write `{ script: name }`"
                    : Suggestion.DidYouMean(
                        name,
                        ObjectiveTable.All.Select(known => known.Name),
                        $"valid values: {string.Join(", ", ObjectiveTable.All.Where(known => !known.NeedsScript).Select(known => known.Name))}, or {{ script: name }}"));
            return InItsPlace(node, isDefault);
        }

        var prefer = node.StringNodes("prefer");
        if (objective.NeedsPreference && prefer.IsEmpty)
        {
            diagnostics.Add(
                PolicyDiagnostics.BadSelection,
                node["objective"]!.Span,
                $"objective `{objective.Name}` needs `prefer`",
                "list endpoint patterns under `prefer`, best first");
        }

        return new Selection(
            objective.Objective,
            [.. prefer.Select(pattern => new EndpointPreference(pattern.Text, pattern.Span))],
            Fallback(node.Mapping("fallback"), objective),
            EconomicsBinder.Bind(node.Mapping("cost"), diagnostics),
            score?.Span ?? node["objective"]!.Span)
        {
            Score = score,
            Split = SplitBinder.Split(node.Mapping("split"), diagnostics),
            IsSticky = node.Boolean("sticky") ?? false,
            RequestedModel = EnumNames<RequestedModel>.TryParse(node.String("requestedModel"), out var requested)
                ? requested
                : RequestedModel.Ignore,
            Shadow = SplitBinder.Shadow(node.Mapping("shadow")),
            Checks = node.Mapping("checks") is { } checks ? Checks(checks) : null,
        };
    }

    private static AnswerChecks Checks(YamlMapping node) => new(
        node.Mapping("schema") is { } schema ? Encoding.UTF8.GetString(YamlToJson.Convert(schema).Span) : null,
        node.String("script"),
        node.Strings("run"),
        node.Boolean("buffer") ?? false,
        node.StringNode("script")?.Span ?? node.Span);

    /// <summary>
    /// A default with an unknown objective, or none that can be read, still selects, so that one mistake is reported once.
    /// </summary>
    private static Selection? InItsPlace(YamlNode node, bool isDefault) =>
        isDefault ? new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, node.Span) : null;

    /// <summary>An <c>expected-cost</c> chain always continues after a rejected answer, listed under <c>on</c> or not.</summary>
    private static FallbackRule Fallback(YamlMapping? node, ObjectiveDefinition objective)
    {
        var rule = node is null ? FallbackRule.Default : Fallback(node);
        return objective.NeedsBeliefs ? rule with { On = [.. rule.On.Append(FailureClass.RejectedOutput).Distinct().Order()] } : rule;
    }

    private static FallbackRule Fallback(YamlMapping node) => new(
        Math.Clamp(node.Integer("max") ?? FallbackRule.Default.Max, 0, 8),
        EnumNames<Distinct>.TryParse(node.String("distinct"), out var distinct) ? distinct : Distinct.None,
        [
            .. node
            .Strings("on")
            .Select(text => EnumNames<FailureClass>.TryParse(text, out var failure) ? failure : (FailureClass?)null)
            .OfType<FailureClass>()
            .Where(failure => !failure.IsAvailability())
            .Distinct()
            .Order(),
        ])
    {
        HedgeAfter = node.Number("hedgeAfter"),
    };
}
