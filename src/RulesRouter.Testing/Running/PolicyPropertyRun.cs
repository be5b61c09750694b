using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using FsCheck;
using FsCheck.Fluent;

namespace RulesRouter.Testing.Running;

/// <summary>Draws requests for a property and runs it on each.</summary>
internal static class PolicyPropertyRun
{
    private static readonly ConcurrentDictionary<string, PolicyWorld> Worlds = new(StringComparer.Ordinal);

    public static void Check(MethodInfo method, object? instance)
    {
        var asked = method.GetCustomAttribute<PolicyPropertyAttribute>()!;
        if (method.GetParameters() is not [{ ParameterType: var type }] || type != typeof(DecidedRequest))
        {
            throw new InvalidOperationException(
                $"a policy property takes one {nameof(DecidedRequest)}; {method.Name} takes ({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})");
        }

        var world = Worlds.GetOrAdd(asked.Folder, PolicyWorld.Load);
        var at = DateTimeOffset.Parse(asked.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var drawn = Config.QuickThrowOnFailure.WithMaxTest(asked.MaxTest);
        var config = Seed(asked.Replay) is { } seed ? drawn.WithReplay(seed) : drawn;
        var requests = asked.VaryCatalog
            ? world.Catalogs().Generator.SelectMany(
                catalog => world.With(catalog).Requests(asked.Policy, at, asked.AllowSampleEvidence).Generator)
                .ToArbitrary()
            : world.Requests(asked.Policy, at, asked.AllowSampleEvidence);
        FsCheck.Check.One(config, Prop.ForAll(requests, decided => Call(method, instance, decided)));
    }

    private static bool Call(MethodInfo method, object? instance, DecidedRequest decided)
    {
        try
        {
            return method.Invoke(instance, [decided]) is not false;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    private static Replay? Seed(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var parts = text.Split(',');
        return parts.Length >= 2
            && ulong.TryParse(parts[0].Trim('(', ' '), CultureInfo.InvariantCulture, out var seed)
            && ulong.TryParse(parts[1].Trim(')', ' '), CultureInfo.InvariantCulture, out var gamma)
            ? new Replay(new Rnd(seed, gamma), Microsoft.FSharp.Core.FSharpOption<int>.None)
            : throw new InvalidOperationException($"`{text}` is not a seed; use for example 123,456");
    }
}
