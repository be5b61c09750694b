using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>The facts of the workload's rules, as fields.</summary>
internal sealed class ChainFacts(
    string? sensitivity,
    string? team,
    string? repository,
    string? task,
    bool urgent,
    bool stream,
    double seats,
    double inputTokens,
    double deadlineMs)
{
    public readonly string? Sensitivity = sensitivity;
    public readonly string? Team = team;
    public readonly string? Repository = repository;
    public readonly string? Task = task;
    public readonly bool Urgent = urgent;
    public readonly bool Stream = stream;
    public readonly double Seats = seats;
    public readonly double InputTokens = inputTokens;
    public readonly double DeadlineMs = deadlineMs;

    public static string FieldOf(string fact) => char.ToUpperInvariant(fact[0]) + fact[1..];

    public static ChainFacts Of(RequestFacts facts)
    {
        return new(
            Text("sensitivity"),
            Text("team"),
            Text("repository"),
            Text("task"),
            Value("urgent").Flag,
            Value("stream").Flag,
            Value("seats").Number,
            Value("inputTokens").Number,
            Value("deadlineMs").Number);

        string? Text(string name) => Value(name).Text is { } text ? new string(text) : null;

        FactValue Value(string name) => facts.Schema.TryFind(name, out var slot) ? facts[slot] : throw new ArgumentException(name);
    }
}
