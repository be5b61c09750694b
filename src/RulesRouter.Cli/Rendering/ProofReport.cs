using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints proved, refuted and unknown claims.</summary>
internal static class ProofReport
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter to, ImmutableArray<ProofResult> results, string format)
    {
        switch (format)
        {
            case "json":
                WriteJson(to, results);
                break;
            case "human":
                WriteHuman(to, results);
                break;
            default:
                FindingRenderer.Write(to, ProofFindings.Of(results), Enum.Parse<FindingFormat>(format, ignoreCase: true));
                break;
        }
    }

    private static void WriteHuman(TextWriter to, ImmutableArray<ProofResult> results)
    {
        foreach (var policy in results.GroupBy(result => result.Policy))
        {
            to.WriteLine($"{policy.Key}:");
            foreach (var result in policy.Where(IsShown))
            {
                WriteHuman(to, result);
            }

            foreach (var (kind, sound) in Sound(policy))
            {
                to.WriteLine($"  {"PROVED",-8} {sound} ({policy.Count(result => result.Kind == kind)} checked)");
            }
        }

        to.WriteLine(
            $"{results.Length} claims: {results.Count(result => result.IsDefect)} to fix, {results.Count(result => result.Verdict == ProofVerdict.Unknown)} unknown");
    }

    /// <summary>Expected results (a rule is reachable, a condition can be false) are summarised, only exceptions are listed.</summary>
    private static bool IsShown(ProofResult result) => result.Kind switch
    {
        ClaimKind.Unreachable or ClaimKind.Shadowed or ClaimKind.AlwaysTrue => result.Verdict != ProofVerdict.Refuted,
        ClaimKind.NoConflict => result.Verdict != ProofVerdict.Proved,
        ClaimKind.NoGap or ClaimKind.NeverLoosens or ClaimKind.Universal or ClaimKind.Property => true,
    };

    private static IEnumerable<(ClaimKind Kind, string Statement)> Sound(IEnumerable<ProofResult> policy)
    {
        (ClaimKind, string, ProofVerdict)[] sound =
        [
            (ClaimKind.Unreachable, "every rule is matched by some request", ProofVerdict.Refuted),
            (ClaimKind.AlwaysTrue, "no condition is true for every request", ProofVerdict.Refuted),
            (ClaimKind.Shadowed, "every selection is used by some request", ProofVerdict.Refuted),
            (ClaimKind.NoConflict, "no two selections of equal priority match together", ProofVerdict.Proved),
        ];
        return sound.Where(
            claim => policy.Any(result => result.Kind == claim.Item1)
                && policy.Where(result => result.Kind == claim.Item1).All(result => result.Verdict == claim.Item3))
            .Select(claim => (claim.Item1, claim.Item2));
    }

    private static void WriteHuman(TextWriter to, ProofResult result)
    {
        if (result is { Kind: ClaimKind.NoGap, Verdict: ProofVerdict.Refuted, Witness: { } through })
        {
            to.WriteLine($"  {"GAP",-8} no rule with a condition selects for {WitnessWriter.Json(through)}, so the default does");
            return;
        }

        to.WriteLine(
            $"  {result.Verdict.ToString().ToUpperInvariant(),-8} {result.Statement}{(result.Place.Source is null ? "" : $" ({result.Place})")}");
        if (result.Until is { } until)
        {
            to.WriteLine($"             until {Timestamps.Format(until)}");
        }

        if (result.Obstacle is { } obstacle)
        {
            to.WriteLine($"             {(obstacle.Place.Source is null ? "" : $"{obstacle.Place}: ")}{obstacle.Reason}");
        }

        if (result.Counterexample is { } counterexample)
        {
            foreach (var line in CounterexampleWriter.Lines(counterexample))
            {
                to.WriteLine($"             {line}");
            }

            return;
        }

        if (result.Detail.Length > 0)
        {
            to.WriteLine($"             {result.Detail}");
        }

        if (result.Witness is { } witness)
        {
            to.WriteLine($"             at {Timestamps.Format(witness.At)}: {WitnessWriter.Json(witness)}");
        }
    }

    private static void WriteJson(TextWriter to, ImmutableArray<ProofResult> results)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartArray();
            foreach (var result in results)
            {
                json.WriteStartObject();
                json.WriteString("policy", result.Policy);
                json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(result.Kind.ToString()));
                json.WriteString("claim", result.Statement);
                json.WriteString("verdict", result.Verdict.ToString().ToUpperInvariant());
                json.WriteBoolean("defect", result.IsDefect);
                WritePlace(json, result.Place);
                if (result.Until is { } until)
                {
                    json.WriteString("until", Timestamps.Format(until));
                }

                if (result.Detail.Length > 0)
                {
                    json.WriteString("detail", result.Detail);
                }

                if (result.Obstacle is { } obstacle)
                {
                    json.WriteStartObject("obstacle");
                    json.WriteString("reason", obstacle.Reason);
                    WritePlace(json, obstacle.Place);
                    json.WriteEndObject();
                }

                if (result.Witness is { } witness)
                {
                    json.WriteStartObject("witness");
                    json.WriteString("at", Timestamps.Format(witness.At));
                    json.WritePropertyName("replay");
                    json.WriteRawValue(WitnessWriter.Json(witness));
                    json.WriteEndObject();
                    if (result.Counterexample is { TestCase.Length: > 0 } counterexample)
                    {
                        json.WriteString("testCase", counterexample.TestCase);
                    }

                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        to.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan place)
    {
        if (place.Source is not null)
        {
            json.WriteString("file", place.Path);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
        }
    }
}
