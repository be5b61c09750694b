using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Schemas;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Endpoints;

/// <summary>A rejected request as RFC 9457 problem details, every error with its JSON pointer.</summary>
internal sealed record Problem(int Status, string Title, string Detail, ImmutableArray<RequestError> Faults) : IResult
{
    public static Problem NotReady { get; } = new(StatusCodes.Status503ServiceUnavailable, "no revision is loaded", "no policies have loaded yet; GET /readyz lists the errors", []);

    public static Problem NotRecorded { get; } = new(StatusCodes.Status503ServiceUnavailable, "the decision could not be recorded", "the service returns no decision that is not recorded; the log has the reason", []);

    public static Problem UnknownPolicy(string name, IEnumerable<string> names, ImmutableArray<RequestError> faults)
    {
        var help = Suggestion.DidYouMean(name, names);
        return new Problem(StatusCodes.Status404NotFound, "unknown policy", $"no policy is named `{name}`; {(help.Length > 0 ? help : $"policies are {string.Join(", ", names)}")}", faults);
    }

    Task IResult.ExecuteAsync(HttpContext httpContext) => Send(httpContext);

    public void Write(CompactJson json)
    {
        json.StartObject();
        json.String("type"u8, "about:blank");
        json.String("title"u8, Title);
        json.Number("status"u8, Status);
        json.String("detail"u8, Detail);
        if (!Faults.IsEmpty)
        {
            json.StartArray("errors"u8);
            foreach (var fault in Faults)
            {
                json.StartObject();
                json.String("pointer"u8, fault.Pointer);
                json.String("message"u8, fault.Message);
                if (HelpFor(fault.Pointer) is { Length: > 0 } help)
                {
                    json.String("help"u8, help);
                }

                json.EndObject();
            }

            json.EndArray();
        }

        json.EndObject();
    }

    public async Task Send(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/problem+json";
        var json = new CompactJson();
        Write(json);
        await json.Send(context).ConfigureAwait(false);
    }

    /// <summary>The description of the field in the request's schema, within a batch too.</summary>
    private static string HelpFor(string pointer)
    {
        var parts = pointer.Split('/');
        return SchemaFields.DescriptionOf("decision-request", parts is ["", "requests", _, .. var inner] ? string.Concat(inner.Select(part => $"/{part}")) : pointer);
    }
}
