using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Language.Binding;

/// <summary>A RoutingPolicy document → <see cref="RoutingPolicy"/>.</summary>
internal sealed class PolicyBinder(DiagnosticBag diagnostics)
{
    /// <summary>Null where the document has no name.</summary>
    public RoutingPolicy? Bind(YamlMapping document)
    {
        if (document.Mapping("metadata") is not { } metadata
            || metadata.StringNode("name") is not { } name
            || document.Mapping("spec") is not { } spec)
        {
            return null;
        }

        var rules = new RuleBinder(diagnostics);
        var parameters = new ParameterBinder(diagnostics);
        return new RoutingPolicy(
            name.Text,
            metadata.String("description") ?? "",
            metadata.Strings("owners"),
            spec.Boolean("abstract") ?? false,
            spec.Boolean("mandatory") ?? false,
            [.. spec.StringNodes("extends").Select(parent => new ParentReference(parent.Text, parent.Span))],
            [.. (spec.Mapping("attributes")?.Entries ?? []).Select(Attribute).OfType<AttributeDeclaration>()],
            [.. (spec.Mapping("let")?.Entries ?? []).Select(Let).OfType<LetDeclaration>()],
            [.. spec.Items("rules").OfType<YamlMapping>().Select(rules.Bind).OfType<Rule>()],
            name.Span)
        {
            RegionPreference = spec.Strings("regionPreference"),
            Economics = EconomicsBinder.Bind(spec.Mapping("economics"), diagnostics),
            Scripts =
            [
                .. (spec.Mapping("scripts")?.Entries ?? [])
                .Select(entry => ScriptBinder.Bind(name.Text, entry))
                .OfType<ScriptDeclaration>(),
            ],
            Parameters = [.. (spec.Mapping("parameters")?.Entries ?? []).Select(parameters.Bind).OfType<ParameterDeclaration>()],
            Settings = [.. (spec.Mapping("set")?.Entries ?? []).Select(ParameterBinder.Setting)],
            Waivers =
            [
                .. spec
                .Items("waivers")
                .OfType<YamlMapping>()
                .Select(node => WaiverBinder.Bind(name.Text, node, diagnostics))
                .OfType<Waiver>(),
            ],
            Budgets =
            [
                .. spec
                .Items("budgets")
                .OfType<YamlMapping>()
                .Select(node => BudgetBinder.Bind(name.Text, node, diagnostics))
                .OfType<BudgetDeclaration>(),
            ],
            Intents = [.. (spec.Mapping("intents")?.Entries ?? []).Select(Intent).OfType<IntentDeclaration>()],
            Clocks = [.. (spec.Mapping("clocks")?.Entries ?? []).Select(Clock).OfType<ClockDeclaration>()],
        };
    }

    private ClockDeclaration? Clock(YamlEntry entry)
    {
        if (entry.Value is not YamlScalar { Value: string zone } scalar)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return new ClockDeclaration(entry.Key.Text, found, entry.Key.Span);
        }

        diagnostics.Add(
            DeclarationDiagnostics.BadClock,
            scalar.Span,
            $"unknown time zone `{zone}`",
            Suggestion.DidYouMean(
                zone,
                TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id),
                "write an IANA name such as Europe/Berlin, or UTC"));

        // Already reported; conditions that use the clock are not reported again.
        return new ClockDeclaration(entry.Key.Text, TimeZoneInfo.Utc, entry.Key.Span);
    }

    private static IntentDeclaration? Intent(YamlEntry entry) =>
        entry.Value is YamlMapping declared
            ? new IntentDeclaration(
                entry.Key.Text,
                declared.String("description") ?? "",
                [.. declared.StringNodes("examples").Select(example => new IntentExample(example.Text, example.Span))],
                entry.Key.Span)
            : null;

    private static LetDeclaration? Let(YamlEntry entry) =>
        entry.Value is YamlScalar { Value: string } value ? new LetDeclaration(entry.Key.Text, value.Content, entry.Key.Span) : null;

    private AttributeDeclaration? Attribute(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping declared
            || declared.String("type") is not { } typeName
            || !EnumNames<FactType>.TryParse(typeName, out var type))
        {
            return null;
        }

        var values = declared.Strings("values");
        var from = declared.String("source") switch { "key" => Provenance.Key, "service" => Provenance.Service, _ => Provenance.Caller };
        return new AttributeDeclaration(
            entry.Key.Text,
            type,
            values,
            Default(entry.Key.Text, type, values, declared["default"]),
            from,
            declared.Boolean("raiseOnly") ?? false,
            declared.String("description") ?? "",
            entry.Key.Span);
    }

    private FactValue Default(string name, FactType type, ImmutableArray<string> values, YamlNode? node)
    {
        if (node is null)
        {
            return FactValue.Unknown;
        }

        var value = (type, node) switch
        {
            (FactType.Boolean, YamlScalar { Value: bool flag }) => FactValue.Of(flag),
            (FactType.Number, YamlScalar { Value: double number }) => FactValue.Of(number),
            (FactType.String, YamlScalar { Value: string text }) => FactValue.Of(text),
            (FactType.Enum, YamlScalar { Value: string text }) when values.Contains(text) => FactValue.Of(text),
            (FactType.Set, YamlSequence list) when list.Items.All(
                item => item is YamlScalar { Value: string text } && (values.IsEmpty || values.Contains(text))) =>
                FactValue.Of(list.Items.Select(item => ((YamlScalar)item).Text).ToImmutableSortedSet(StringComparer.Ordinal)),
            (FactType.Boolean or FactType.Number or FactType.String or FactType.Enum or FactType.Set, _) => FactValue.Unknown,
        };
        if (!value.IsKnown)
        {
            var help = values.IsEmpty
                ? ""
                : node is YamlScalar scalar && Suggestion.DidYouMean(scalar.Text, values) is { Length: > 0 } near
                ? near
                : $"valid values: {string.Join(", ", values)}";
            diagnostics.Add(DeclarationDiagnostics.BadDefault, node.Span, $"the default of `{name}` cannot be {node.Kind}", help);
        }

        return value;
    }
}
