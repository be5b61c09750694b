using System.Text;
using System.Text.Json;

namespace RulesRouter.Gateway.Dialects.Json;

/// <summary>A string of a JSON text, or the name of a field.</summary>
/// <param name="Place">With its quotes.</param>
/// <param name="Name">Of the field whose value it is, or that lists it.</param>
/// <param name="Parent">Of the field whose value holds that field.</param>
/// <param name="IsName">The string is the name itself.</param>
/// <param name="IsToolInput">Part of the arguments of a call, which are an object in some dialects.</param>
internal readonly record struct JsonString(Range Place, string Text, string Name, string Parent, bool IsName, bool IsToolInput);

/// <summary>Every string of a JSON text with its place, for changes that leave all other bytes as they are.</summary>
internal static class JsonStrings
{
    /// <param name="isToolInput">All of it is the arguments of a call.</param>
    /// <exception cref="JsonException">This is not JSON.</exception>
    public static List<JsonString> Of(ReadOnlySpan<byte> utf8, bool isToolInput = false)
    {
        var found = new List<JsonString>();
        var names = new Stack<string>();
        var name = "";
        var isFieldValue = false;
        var inputDepth = isToolInput ? 0 : int.MaxValue;
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Parsing.Options.MaxDepth });
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = TextOf(ref json);
                    found.Add(Found(ref json, name, isName: true));
                    break;
                case JsonTokenType.String:
                    found.Add(Found(ref json, TextOf(ref json), isName: false));
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    names.Push(name);
                    if (name == "input" && isFieldValue && json.TokenType == JsonTokenType.StartObject && inputDepth > names.Count)
                    {
                        inputDepth = names.Count;
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (names.Count == inputDepth)
                    {
                        inputDepth = int.MaxValue;
                    }

                    name = names.Pop();
                    break;
            }

            isFieldValue = json.TokenType == JsonTokenType.PropertyName;
        }

        return found;

        JsonString Found(ref Utf8JsonReader at, string text, bool isName)
        {
            var start = (int)at.TokenStartIndex;
            return new JsonString(
                start..(start + at.ValueSpan.Length + 2),
                text,
                name,
                names.TryPeek(out var parent) ? parent : "",
                isName,
                names.Count >= inputDepth);
        }
    }

    /// <summary>A string with its quotes. Half of a surrogate pair, which UTF-8 does not have, is escaped.</summary>
    public static byte[] Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        AppendEscaped(quoted, text);
        return Encoding.UTF8.GetBytes(quoted.Append('"').ToString());
    }

    /// <summary>A text as it is within a JSON string.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        AppendEscaped(escaped, text);
        return escaped.ToString();
    }

    private static void AppendEscaped(StringBuilder to, string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                to.Append(character).Append(text[++index]);
                continue;
            }

            _ = character switch
            {
                '"' or '\\' => to.Append('\\').Append(character),
                '\n' => to.Append("\\n"),
                '\r' => to.Append("\\r"),
                '\t' => to.Append("\\t"),
                < ' ' => to.Append($"\\u{(int)character:x4}"),
                _ when char.IsSurrogate(character) => to.Append($"\\u{(int)character:x4}"),
                _ => to.Append(character),
            };
        }
    }

    private static string TextOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return ElementExtensions.Unescaped(Encoding.UTF8.GetString(json.ValueSpan));
        }
    }
}
