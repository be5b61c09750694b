using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Policies;

namespace RulesRouter.Language.Binding;

/// <summary>An entry of <c>scripts:</c> → <see cref="ScriptDeclaration"/>. The body is parsed when the script is compiled.</summary>
internal static class ScriptBinder
{
    /// <summary>Null where the schema check reported a missing key.</summary>
    public static ScriptDeclaration? Bind(string policy, YamlEntry entry) =>
        entry.Value is YamlMapping declared
            && declared.StringNode("body") is { } body
            && EnumNames<ScriptResult>.TryParse(declared.String("result"), out var result)
            ? new ScriptDeclaration(
                policy,
                entry.Key.Text,
                [.. (declared.Mapping("inputs")?.Entries ?? []).Select(Input).OfType<ScriptInput>()],
                result,
                body.Content,
                declared.String("description") ?? "",
                entry.Key.Span)
            : null;

    private static ScriptInput? Input(YamlEntry entry) =>
        entry.Value is YamlScalar { Value: string type } && EnumNames<ScriptType>.TryParse(type.TrimEnd('?'), out var known)
            ? new ScriptInput(entry.Key.Text, known, type.EndsWith('?'), entry.Key.Span)
            : null;
}
