using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>A custom tool's text as the only argument of a function, and back.</summary>
internal static class CustomInput
{
    /// <summary>The text in a function's arguments; the arguments themselves if they have another form.</summary>
    public static string Of(string arguments) => Parsing.ObjectIn(arguments).Text(AnswerSettings.CustomArgument) ?? arguments;

    public static void Write(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString(AnswerSettings.CustomArgument, text);
        json.WriteEndObject();
    }
}
