using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;

namespace RulesRouter.Service.Endpoints;

/// <summary>A refusal as RFC 9457 problem details, every fault with its JSON pointer.</summary>
internal sealed record Problem(int Status, string Title, string Detail, ImmutableArray<RequestFault> Faults)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        if (!Faults.IsEmpty)
        {
            json.WriteStartArray("errors");
            foreach (var fault in Faults)
            {
                json.WriteStartObject();
                json.WriteString("pointer", fault.Pointer);
                json.WriteString("message", fault.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public async Task Send(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/problem+json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, DecisionWriter.Options);
        Write(json);
    }
}
