using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using RulesRouter.Diagnostics;

namespace RulesRouter.Language.Schemas;

/// <summary>Checks a JSON file against one of the embedded schemas.</summary>
internal static class JsonSchemaCheck
{
    /// <summary>
    /// Every difference from the schema, such as <c>3:12: `/task` cannot be "debuging"; did you mean `debugging`?</c>, in the order of the
    /// file; empty if there is none.
    /// </summary>
    /// <param name="schema">Name of the schema: <c>scenario</c>.</param>
    public static ImmutableArray<string> Problems(string json, string schema)
    {
        try
        {
            using var text = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
            var token = JToken.Load(text, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load });
            return
            [
                .. DocumentSchema.Parse(schema).Validate(token)
                    .SelectMany(Leaves)
                    .OrderBy(error => (error.LineNumber, error.LinePosition))
                    .Select(error => $"{error.LineNumber}:{error.LinePosition}: {Described(error, token)}"),
            ];
        }
        catch (JsonReaderException exception)
        {
            return [$"{exception.LineNumber}:{exception.LinePosition}: not JSON: {exception.Message.Split(" Path ")[0].TrimEnd('.')}"];
        }
    }

    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Errors.Count: > 0 } child
            ? child.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves)
            : [error];

    private static string Described(ValidationError error, JToken document)
    {
        var pointer = (error.Path ?? "").TrimStart('#') is { Length: > 0 } path ? path : "/";
        var found = document.SelectToken(pointer.TrimStart('/').Replace('/', '.')) is { } value ? Shown(value) : "another value";
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                $"unknown key `{error.Property}`; {Nearest(error.Property ?? "", error.Schema.ActualSchema.Properties.Keys)}",
            ValidationErrorKind.PropertyRequired => $"`{error.Property}` is missing",
            ValidationErrorKind.NotInEnumeration =>
                $"`{pointer}` cannot be {found}; {Nearest(found.Trim('"'), Values(error.Schema))}",
            ValidationErrorKind.NumberTooSmall => $"`{pointer}` must be at least {error.Schema.Minimum}, found {found}",
            ValidationErrorKind.NumberTooBig => $"`{pointer}` must be at most {error.Schema.Maximum}, found {found}",
            ValidationErrorKind.StringTooShort or ValidationErrorKind.TooFewItems => $"`{pointer}` is empty",
            ValidationErrorKind.PatternMismatch => $"`{pointer}` cannot be {found}; expected {error.Schema.Pattern}",
            ValidationErrorKind.DateTimeExpected => $"`{pointer}` must be a timestamp such as 2026-05-26T03:42:02Z, found {found}",
            _ => $"`{pointer}` must be of type {error.Schema.ActualSchema.Type.ToString().ToLowerInvariant()}, found {found}",
        };
    }

    private static IEnumerable<string> Values(JsonSchema schema) =>
        schema.ActualSchema.Enumeration.Select(value => value?.ToString() ?? "");

    private static string Nearest(string name, IEnumerable<string> names)
    {
        var valid = names.ToList();
        return Suggestion.DidYouMean(name, valid, $"expected one of {string.Join(", ", valid)}");
    }

    private static string Shown(JToken value) => value is JContainer
        ? value.Type == JTokenType.Array ? "a list" : "an object"
        : value.ToString(Newtonsoft.Json.Formatting.None);
}
