using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Json;

/// <summary>A field of an object: where its value is in the object's bytes.</summary>
internal readonly record struct TopLevelField(string Name, Range Value, JsonTokenType Kind);

/// <summary>Finds the fields of an object, and replaces values in its bytes; every other byte stays as it is.</summary>
internal static class TopLevel
{
    /// <exception cref="JsonException">This is not a JSON object.</exception>
    public static List<TopLevelField> Fields(ReadOnlySpan<byte> utf8)
    {
        var fields = new List<TopLevelField>();
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 500 });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the body is not a JSON object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            var kind = json.TokenType;
            var start = (int)json.TokenStartIndex;
            json.Skip();
            fields.Add(new TopLevelField(name, start..(int)json.BytesConsumed, kind));
        }

        while (json.Read())
        {
        }

        return fields;
    }

    /// <summary>The same of an object that is parsed already, without reading it again.</summary>
    /// <param name="root">The object; its document was parsed from the bytes.</param>
    public static List<TopLevelField> Fields(ReadOnlySpan<byte> utf8, JsonElement root)
    {
        var fields = new List<TopLevelField>(root.GetPropertyCount());
        foreach (var field in root.EnumerateObject())
        {
            var value = JsonMarshal.GetRawUtf8Value(field.Value);
            var start = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(utf8), ref MemoryMarshal.GetReference(value));
            fields.Add(new TopLevelField(field.Name, start..(start + value.Length), KindOf(field.Value.ValueKind)));
        }

        return fields;
    }

    /// <param name="replacements">Values in the order of their places.</param>
    /// <param name="additions">Fields that the object lacks, as JSON: <c>"name":value</c>.</param>
    public static byte[] Edit(
        ReadOnlySpan<byte> utf8,
        IReadOnlyList<(Range Place, ReadOnlyMemory<byte> Value)> replacements,
        IReadOnlyList<ReadOnlyMemory<byte>> additions)
    {
        var result = new byte[utf8.Length + replacements.Sum(edit => edit.Value.Length) + additions.Sum(field => field.Length + 1)];
        var written = 0;
        var read = 0;
        foreach (var (place, value) in replacements)
        {
            Copy(utf8[read..place.Start.Value], result, ref written);
            Copy(value.Span, result, ref written);
            read = place.End.Value;
        }

        if (additions.Count > 0)
        {
            var brace = utf8.LastIndexOf((byte)'}');
            Copy(utf8[read..brace], result, ref written);
            read = brace;
            foreach (var field in additions)
            {
                if (result.AsSpan(0, written).TrimEnd(" \t\r\n"u8)[^1] != (byte)'{')
                {
                    result[written++] = (byte)',';
                }

                Copy(field.Span, result, ref written);
            }
        }

        Copy(utf8[read..], result, ref written);
        return written == result.Length ? result : result[..written];
    }

    private static JsonTokenType KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => JsonTokenType.StartObject,
        JsonValueKind.Array => JsonTokenType.StartArray,
        JsonValueKind.String => JsonTokenType.String,
        JsonValueKind.Number => JsonTokenType.Number,
        JsonValueKind.True => JsonTokenType.True,
        JsonValueKind.False => JsonTokenType.False,
        JsonValueKind.Null => JsonTokenType.Null,
        JsonValueKind.Undefined => throw new UnreachableException($"{kind}"),
    };

    private static void Copy(ReadOnlySpan<byte> source, byte[] target, ref int written)
    {
        source.CopyTo(target.AsSpan(written));
        written += source.Length;
    }
}
