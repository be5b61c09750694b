using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Source;

namespace RulesRouter.Language.Schemas;

/// <summary>Checks a document against the schema of its kind and reports errors in terms of the YAML.</summary>
internal static class SchemaCheck
{
    /// <param name="schema">Name of the schema: <c>policy-test</c>.</param>
    public static void Run(YamlNode document, string schema, DiagnosticBag diagnostics)
    {
        using var reader = new YamlJsonReader(document);
        var json = JToken.Load(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load });
        var errors = DocumentSchema.Parse(schema).Validate(json).SelectMany(Leaves)
            .Select(error => (Error: error, Path: YamlPath.Resolve(document, error.Path ?? "")))
            .ToList();
        var unknown = errors.Where(one => one.Error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed).ToList();
        foreach (var (error, path) in errors)
        {
            if (IsConsequence(error, path) || unknown.Any(other => IsMisspelling(other.Error, other.Path, error, path)))
            {
                continue;
            }

            var (code, message, help) = Describe(error, path);
            diagnostics.Add(code, SpanOf(error, path, document), message, help);
        }
    }

    /// <summary>
    /// Whether another error says the same: what is not an object has no keys, and an empty string that is a condition is reported with it.
    /// </summary>
    private static bool IsConsequence(ValidationError error, YamlPath path) => error.Kind == ValidationErrorKind.PropertyRequired
        ? path.Parent.Node is not (YamlMapping or null)
        : path is { Node: YamlScalar { Value: "" }, Key.Text: "when" };

    /// <summary>Whether a missing key is there under a name that is reported as unknown, with the key as its suggestion.</summary>
    private static bool IsMisspelling(ValidationError unknown, YamlPath at, ValidationError missing, YamlPath path) =>
        missing.Kind == ValidationErrorKind.PropertyRequired
            && ReferenceEquals(at.Parent.Node, path.Parent.Node)
            && Suggestion.Nearest(unknown.Property ?? "", unknown.Schema.ActualSchema.Properties.Keys) == missing.Property;

    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Errors.Count: > 0 } child
            ? child.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves)
            : [error];

    private static SourceSpan SpanOf(ValidationError error, YamlPath path, YamlNode document)
    {
        if (error.Kind is ValidationErrorKind.NoAdditionalPropertiesAllowed && path.Node is { } unknown)
        {
            return path.Key?.Span ?? unknown.Span;
        }

        var place = error.Kind == ValidationErrorKind.PropertyRequired ? path.Parent.Node : path.Node;
        return place switch
        {
            YamlScalar scalar => scalar.Span,
            not null => new SourceSpan(place.Span.Source, place.Span.Start, 0),
            null when error.HasLineInfo => new SourceSpan(
                document.Span.Source,
                document.Span.Source!.OffsetOf(error.LineNumber, error.LinePosition),
                0),
            null => document.Span with { Length = 0 },
        };
    }

    private static (DiagnosticCode Code, string Message, string Help) Describe(ValidationError error, YamlPath path)
    {
        var node = path.Node;
        var name = path.Shown;
        var found = node?.Kind ?? "another type";
        var schema = error.Schema;
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                (SchemaDiagnostics.UnknownKey, $"unknown key `{error.Property}`", Known(error)),
            ValidationErrorKind.PropertyRequired => (SchemaDiagnostics.MissingKey, $"`{error.Property}` is missing{Inside(path)}", ""),
            ValidationErrorKind.NotInEnumeration => (SchemaDiagnostics.WrongValue, $"`{name}` cannot be {found}", OneOf(schema, node)),
            ValidationErrorKind.PatternMismatch => (
                SchemaDiagnostics.WrongValue,
                $"`{name}` cannot be {found}",
                "use lower case letters, digits and single hyphens, starting with a letter"),
            ValidationErrorKind.NumberTooSmall => (
                SchemaDiagnostics.WrongValue,
                $"`{name}` must be at least {schema.Minimum}, found {found}",
                ""),
            ValidationErrorKind.NumberTooBig => (
                SchemaDiagnostics.WrongValue,
                $"`{name}` must be at most {schema.Maximum}, found {found}",
                ""),
            ValidationErrorKind.TooFewItems or ValidationErrorKind.TooFewProperties or ValidationErrorKind.StringTooShort => (
                SchemaDiagnostics.WrongValue,
                $"`{name}` is empty",
                "add a value, or remove the key"),
            _ => (SchemaDiagnostics.WrongType, $"`{name}` must be {Wanted(schema)}, found {found}", ValueHint.For(schema, node)),
        };
    }

    private static string Inside(YamlPath path) => path.Parent.Shown is { Length: > 0 } parent ? $" in `{parent}`" : "";

    private static string Known(ValidationError error)
    {
        var known = error.Schema.ActualSchema.Properties.Keys;
        return Suggestion.DidYouMean(error.Property ?? "", known, $"valid keys: {string.Join(", ", known)}");
    }

    private static string OneOf(JsonSchema schema, YamlNode? node)
    {
        var values = schema.ActualSchema.Enumeration.Select(value => value?.ToString() ?? "").ToList();
        var otherwise = $"valid values: {string.Join(", ", values)}";
        return node is YamlScalar scalar ? Suggestion.DidYouMean(scalar.Text, values, otherwise) : otherwise;
    }

    private static string Wanted(JsonSchema schema)
    {
        var type = schema.ActualSchema.Type;
        return type switch
        {
            _ when type.HasFlag(JsonObjectType.Array) && type.HasFlag(JsonObjectType.String) => "a string, number, boolean or list",
            _ when type.HasFlag(JsonObjectType.Object)
                && type.HasFlag(JsonObjectType.Number) => "a number, or a parameter as `{ param: name }`",
            _ when type.HasFlag(JsonObjectType.Object) && type.HasFlag(JsonObjectType.String) => "a string or an object",
            _ when type.HasFlag(JsonObjectType.Number) && type.HasFlag(JsonObjectType.String) => "a string, number or boolean",
            JsonObjectType.String | JsonObjectType.Boolean => "a string, or true or false",
            JsonObjectType.Boolean => "true or false",
            JsonObjectType.Integer => "an integer",
            JsonObjectType.Number => "a number",
            JsonObjectType.String => "a string",
            JsonObjectType.Array => "a list",
            JsonObjectType.Object => "an object",
            _ => "another type",
        };
    }
}
