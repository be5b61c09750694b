using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>A field that the last event of a stream gets beside those of the dialect.</summary>
/// <param name="Value">Called once, when usage is known; an empty result leaves the field out.</param>
internal sealed record StreamExtension(string Name, Func<ReadOnlyMemory<byte>> Value)
{
    public static StreamExtension None { get; } = new("", static () => default);

    public void Write(Utf8JsonWriter json)
    {
        if (Value() is { Length: > 0 } value)
        {
            json.WritePropertyName(Name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }
    }
}
