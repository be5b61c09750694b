using System.Text.Json;
using System.Text.Json.Serialization;

namespace RulesRouter.Client.Json;

/// <summary>
/// How the client reads and writes the decision API's JSON: names in camel case, null left out, enumerations as policies spell them.
/// </summary>
internal static class ClientJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            RespectRequiredConstructorParameters = true,
            Converters = { new SpelledEnumConverterFactory() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
