using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>The arguments of a call as the object that Messages requires.</summary>
internal static class ToolInput
{
    /// <summary>The field that holds arguments which a limit cut, or which are no object for another reason.</summary>
    public const string Unparsed = "_unparsed";

    public static void Write(Utf8JsonWriter json, string arguments, ToolCallKind kind)
    {
        if (kind == ToolCallKind.Custom)
        {
            CustomInput.Write(json, arguments);
            return;
        }

        if (Parsing.ObjectIn(arguments) is { ValueKind: JsonValueKind.Object } input)
        {
            input.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        if (!string.IsNullOrWhiteSpace(arguments))
        {
            json.WriteString(Unparsed, arguments);
        }

        json.WriteEndObject();
    }

    /// <summary>The arguments that <see cref="Write"/> was given.</summary>
    public static string Read(JsonElement input) =>
        input.Text() ?? (input.Text(Unparsed) is { } unparsed && input.EnumerateObject().Count() == 1 ? unparsed
            : input.IsObject() ? input.GetRawText()
            : "{}");
}
