using System.Net;
using RulesRouter.FaultTests.Processes;

namespace RulesRouter.FaultTests.Load;

/// <summary>Acknowledged decisions and outcomes that a service or its record does not know.</summary>
internal static class Losses
{
    private const int AtOnce = 1_000;

    /// <summary>A sentence for each kind of loss; empty if nothing is lost.</summary>
    /// <param name="services">At least one runs, and is asked for the outcome of every decision.</param>
    public static async Task<List<string>> Find(Verdict verdict, params ServiceProcess[] services)
    {
        var recorded = RecordCheck.Read(services.Select(service => service.Record));
        var losses = new List<string>();
        Note("acknowledged decisions are not in the record", verdict.Decisions.Keys.Where(id => !recorded.Decisions.Contains(id)));
        Note("acknowledged outcomes are not in the record", verdict.Outcomes.Keys.Where(id => !recorded.Outcomes.Contains(id)));
        using var client = new Client(services.First(service => service.IsRunning));
        Note("acknowledged decisions are unknown to a later outcome", await Unknown(verdict, client));
        return losses;

        void Note(string what, IEnumerable<string> ids)
        {
            List<string> lost = [.. ids];
            if (lost.Count > 0)
            {
                losses.Add($"{lost.Count} {what}, such as {lost[0]}");
            }
        }
    }

    /// <summary>
    /// Reports an outcome of every routed decision. A repeated report of one that was reported before must be found to be that; a decision
    /// that another instance has only in its record becomes known within seconds.
    /// </summary>
    private static async Task<List<string>> Unknown(Verdict verdict, Client client)
    {
        var unknown = new List<string>();
        foreach (var decisions in verdict.Decisions.Values.Where(decision => decision.IsRouted).Chunk(AtOnce))
        {
            var reports = string.Join(
                ", ",
                decisions.Select(one => Load.OutcomeOf(one.Id, verdict.Reported.GetValueOrDefault(one.Id, 0.0001m))));
            Reply? reply = null;
            try
            {
                await Until.True(
                    async () =>
                    {
                        reply = await client.Post("/v1/outcomes", $$"""{ "outcomes": [{{reports}}] }""");
                        return reply.Status == HttpStatusCode.OK
                            && Number(reply, "accepted") + Number(reply, "repeated") == decisions.Length;
                    },
                    TimeSpan.FromSeconds(60),
                    () => "");
            }
            catch (TimeoutException)
            {
                unknown.Add($"one of {decisions.Length}, with the answer {reply?.Text}");
            }
        }

        return unknown;
    }

    private static int Number(Reply reply, string name) => reply.Json.GetProperty(name).GetInt32();
}
