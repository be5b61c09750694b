using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>Entries of <c>parameters:</c> and <c>set:</c>, and documents of kind Parameters.</summary>
internal sealed class ParameterBinder(DiagnosticBag diagnostics)
{
    /// <summary>The path in diagnostics about values from the command line.</summary>
    public const string CommandLine = "--set";

    public ParameterDeclaration? Bind(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping declared
            || declared["default"] is not YamlScalar given
            || !EnumNames<FactType>.TryParse(declared.String("type"), out var type))
        {
            return null;
        }

        var parameter = new ParameterDeclaration(
            entry.Key.Text,
            type,
            declared.Strings("values"),
            ParameterDeclaration.ValueOf(given.Value),
            declared.Number("min"),
            declared.Number("max"),
            declared.String("description") ?? "",
            entry.Key.Span);
        if (parameter.ErrorOf(given.Value) is { } fault)
        {
            diagnostics.Add(DeclarationDiagnostics.BadParameter, given.Span, fault, "correct the default, or the bounds");
        }

        return parameter;
    }

    public static ParameterSetting Setting(YamlEntry entry) => new(entry.Key.Text, (entry.Value as YamlScalar)?.Value, entry.Key.Span);

    /// <summary>A document of kind Parameters.</summary>
    public static IEnumerable<ParameterOverride> Overrides(string path, YamlMapping document) =>
        from policy in document.Mapping("spec")?.Entries ?? []
        where policy.Value is YamlMapping
        from value in ((YamlMapping)policy.Value).Entries
        select new ParameterOverride(
            policy.Key.Text,
            value.Key.Text,
            (value.Value as YamlScalar)?.Value,
            path,
            path == CommandLine ? 1 : 0,
            path == CommandLine ? Given(policy.Key, value) : value.Key.Span);

    /// <summary>The option as typed, not the document generated from it.</summary>
    private static SourceSpan Given(YamlScalar policy, YamlEntry value)
    {
        var text = $"{policy.Text}.{value.Key.Text}={(value.Value as YamlScalar)?.Text}";
        return new SourceSpan(new SourceFile(CommandLine, text), 0, text.Length);
    }
}
