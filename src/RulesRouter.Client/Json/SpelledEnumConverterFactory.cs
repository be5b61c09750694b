using System.Text.Json;
using System.Text.Json.Serialization;
using RulesRouter.Names;

namespace RulesRouter.Client.Json;

/// <summary>Reads and writes enumerations in the spelling of the API, and rejects values that it does not know.</summary>
internal sealed class SpelledEnumConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(SpelledEnumConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class SpelledEnumConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return EnumNames<T>.TryParse(text, out var value)
                ? value
                : throw new UnknownValueException(typeof(T), text ?? reader.TokenType.ToString(), EnumNames<T>.All);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumNames<T>.NameOf(value));
    }
}
