using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Language.Yaml;

/// <summary>A node of a YAML document and its span.</summary>
internal abstract record YamlNode(SourceSpan Span)
{
    /// <summary>The node's type in an author's words.</summary>
    public abstract string Kind { get; }
}

/// <summary>A string, number, boolean or null.</summary>
/// <param name="IsPlain">Written without quotes or block style, so that YAML 1.2's core schema decides its type.</param>
internal sealed record YamlScalar(EmbeddedSource Content, bool IsPlain) : YamlNode(Content.Span)
{
    public string Text => Content.Text;

    /// <summary>By YAML 1.2's core schema: null, a bool, a double or a string.</summary>
    public object? Value => CoreSchema.Resolve(Text, IsPlain);

    public override string Kind => Value switch
    {
        null => "nothing",
        bool => Text,
        double => OneLine.Of(Text, 60),
        _ => $"\"{OneLine.Of(Text, 60)}\"",
    };
}

internal sealed record YamlSequence(ImmutableArray<YamlNode> Items, SourceSpan Span) : YamlNode(Span)
{
    public override string Kind => "a list";
}

internal sealed record YamlMapping(ImmutableArray<YamlEntry> Entries, SourceSpan Span) : YamlNode(Span)
{
    public override string Kind => "an object";

    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
}

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
