using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Service.Describing;

/// <summary>Adds the schemas of requests and responses to the OpenAPI document: the files in schemas/.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    private static readonly (string Component, string Schema)[] Components =
        [
            ("DecisionRequest", "decision-request"),
            ("DecisionResponse", "decision-response"),
            ("Problem", "problem"),
            ("Outcome", "outcome"),
        ];

    private static readonly Dictionary<string, string> Rejections = new(StringComparer.Ordinal)
    {
        ["400"] = "The request is not valid; every error is listed",
        ["403"] = "The request sets `at`, and the service does not allow it",
        ["404"] = "Unknown policy or unknown decision",
        ["408"] = "The body arrived too slowly",
        ["409"] = "Reported before with different content",
        ["413"] = "The body is too large",
        ["415"] = "The body is not JSON",
        ["429"] = "Too many requests at once",
        ["503"] = "No revision is loaded, or the decision could not be recorded",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "RulesRouter decision API";
        document.Info.Description =
            "Chooses the model for a request by policy, with reasons. A denial is a decision, so its status is 200.";
        foreach (var (component, schema) in Components)
        {
            document.AddComponent(component, Parse(DocumentSchema.TextOf(schema), document));
        }

        foreach (var (path, item) in document.Paths)
        {
            foreach (var operation in item.Operations!.Values)
            {
                Complete(operation, path, document);
            }
        }

        // The framework's own schema of problems; ours lists the errors.
        document.Components?.Schemas?.Remove("ProblemDetails");
        return Task.CompletedTask;
    }

    private static void Complete(OpenApiOperation operation, string path, OpenApiDocument document)
    {
        switch (path)
        {
            case "/v1/decisions":
                Describe(operation, Reference("DecisionRequest", document), Reference("DecisionResponse", document));
                break;
            case "/v1/decisions/batch":
                Describe(
                    operation,
                    ListOf("requests", "1 to 1,000 requests", [Reference("DecisionRequest", document)]),
                    ListOf(
                        "decisions",
                        "in the order of the requests, with a problem in place of each rejected one",
                        [Reference("DecisionResponse", document), Reference("Problem", document)]));
                break;
            case "/v1/decisions/{id}":
                operation.Responses!["200"] = new OpenApiResponse
                {
                    Description = "As it was sent, without a trace; with `calls` if the gateway carried it out",
                    Content = Content(Json, Reference("DecisionResponse", document)),
                };
                break;
            case "/v1/outcomes":
                Describe(
                    operation,
                    new OpenApiSchema
                    {
                        AnyOf =
                        [
                            Reference("Outcome", document),
                            ListOf("outcomes", "1 to 1,000 outcomes; either all are stored or none", [Reference("Outcome", document)]),
                        ],
                    },
                    Receipt());
                operation.Responses!["202"] = new OpenApiResponse
                {
                    Description = "Accepted; some are joined with their decisions once another instance has made these visible",
                    Content = Content(Json, Receipt()),
                };
                break;
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (path != "/readyz" && Rejections.TryGetValue(status, out var description) && response is OpenApiResponse rejection)
            {
                rejection.Description = description;
                rejection.Content = Content(ProblemJson, Reference("Problem", document));
            }
        }
    }

    private static void Describe(OpenApiOperation operation, IOpenApiSchema request, IOpenApiSchema response)
    {
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(Json, request) };
        operation.Responses!["200"] = new OpenApiResponse { Description = "Decided", Content = Content(Json, response) };
    }

    private static OpenApiSchema Receipt() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "accepted", "repeated", "epoch" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["accepted"] = Count("new outcomes"),
            ["repeated"] = Count("outcomes that were reported before with the same content"),
            ["waiting"] = Count("outcomes that wait for their decisions to become visible; absent if none does"),
            ["epoch"] = Count("outcomes in the store; a decision names the epoch it learned from"),
        },
    };

    private static OpenApiSchema Count(string description) => new() { Type = JsonSchemaType.Integer, Description = description };

    private static OpenApiSchema ListOf(string name, string description, IList<IOpenApiSchema> items) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { name },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [name] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = description,
                Items = items.Count == 1 ? items[0] : new OpenApiSchema { AnyOf = items },
            },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiSchemaReference Reference(string component, OpenApiDocument document) => new(component, document);

    private static OpenApiSchema Parse(string schema, OpenApiDocument document) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema, OpenApiSpecVersion.OpenApi3_1, document, out _)
        ?? throw new InvalidOperationException("a schema of this build cannot be read");
}
