using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Language;

namespace RulesRouter.Service.Settings;

/// <summary>The JSON Schema of settings files: schemas/service-settings.schema.json, checked by a test.</summary>
internal static class SettingsSchema
{
    public static string Write()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            Write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("title", "ServiceSettings");
        StartObject(json, "settings of `rulesrouter serve`; written from the table of settings");
        Names(json, "required", ["apiVersion", "kind", "spec"]);
        json.WriteStartObject("properties");
        Text(json, "apiVersion", "version of the language", PolicyLoader.ApiVersion);
        Text(json, "kind", "kind of this document", "ServiceSettings");
        json.WriteStartObject("spec");
        StartObject(json, "the settings; flags and environment variables override them");
        json.WriteStartObject("properties");
        foreach (var setting in SettingTable.All)
        {
            Write(json, setting);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void StartObject(Utf8JsonWriter json, string description)
    {
        json.WriteString("description", description);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
    }

    private static void Text(Utf8JsonWriter json, string name, string description, string only)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.WriteString("description", description);
        Names(json, "enum", [only]);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Setting setting)
    {
        json.WriteStartObject(setting.Key);
        json.WriteString("description", setting.Description);
        if (setting.IsList)
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
        }

        json.WriteString("type", setting.Type.JsonType);
        if (setting.Type.Bounds is var (min, max))
        {
            json.WriteNumber("minimum", min);
            json.WriteNumber("maximum", max);
        }

        if (!setting.Type.Choices.IsEmpty)
        {
            Names(json, "enum", setting.Type.Choices);
        }

        if (setting.IsList)
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string property, IEnumerable<string> values)
    {
        json.WriteStartArray(property);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
