using Newtonsoft.Json;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Schemas;

/// <summary>Presents a YAML tree as JSON tokens with line and column, so that schema errors have positions.</summary>
internal sealed class YamlJsonReader : JsonReader, IJsonLineInfo
{
    private readonly IEnumerator<(JsonToken Token, object? Value, SourceSpan Span)> tokens;

    public YamlJsonReader(YamlNode root)
    {
        // The YAML reader limits the depth.
        MaxDepth = null;
        tokens = Tokens(root).GetEnumerator();
    }

    public int LineNumber => tokens.Current.Span.Line;

    public int LinePosition => tokens.Current.Span.Column;

    public bool HasLineInfo() => true;

    public override bool Read()
    {
        if (!tokens.MoveNext())
        {
            SetToken(JsonToken.None);
            return false;
        }

        SetToken(tokens.Current.Token, tokens.Current.Value);
        return true;
    }

    private static IEnumerable<(JsonToken Token, object? Value, SourceSpan Span)> Tokens(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                yield return Scalar(scalar);
                break;
            case YamlSequence sequence:
                yield return (JsonToken.StartArray, null, sequence.Span);
                foreach (var token in sequence.Items.SelectMany(Tokens))
                {
                    yield return token;
                }

                yield return (JsonToken.EndArray, null, sequence.Span);
                break;
            case YamlMapping mapping:
                yield return (JsonToken.StartObject, null, mapping.Span);
                foreach (var entry in mapping.Entries)
                {
                    yield return (JsonToken.PropertyName, entry.Key.Text, entry.Key.Span);
                    foreach (var token in Tokens(entry.Value))
                    {
                        yield return token;
                    }
                }

                yield return (JsonToken.EndObject, null, mapping.Span);
                break;
        }
    }

    private static (JsonToken, object?, SourceSpan) Scalar(YamlScalar scalar) => scalar.Value switch
    {
        null => (JsonToken.Null, null, scalar.Span),
        bool flag => (JsonToken.Boolean, flag, scalar.Span),
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (JsonToken.Integer, (long)number, scalar.Span),
        double number => (JsonToken.Float, number, scalar.Span),
        var text => (JsonToken.String, text, scalar.Span),
    };
}
