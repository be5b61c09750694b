using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Service.Sessions;
using RulesRouter.State.Sessions;

namespace RulesRouter.Service.Tests.Sessions;

public sealed class PendingRaisesTests
{
    private const int OfOwner = 10;
    private const int OfAll = 25;

    private readonly PendingRaises pending = new(OfOwner, OfAll);

    [Fact]
    public void A_session_keeps_the_highest_value_of_each_attribute()
    {
        var key = Key("one", 0);
        for (var request = 0; request < 1_000; request++)
        {
            pending.Add(key, [Raised("level", request == 500 ? "secret" : "internal")]);
            pending.Add(key, [Raised("plan", "internal")]);
        }

        Assert.Equal(1, pending.Count);
        Assert.Equal(
            ["level secret", "plan internal"],
            pending.Find(key)!.Value.Select(one => $"{one.Attribute.Name} {one.Value}").Order());
    }

    [Fact]
    public void A_credential_with_too_many_sessions_loses_its_own_that_were_used_longest_ago()
    {
        pending.Add(Key("two", 0), [Raised("level", "secret")]);
        for (var session = 0; session < OfOwner; session++)
        {
            pending.Add(Key("one", session), [Raised("level", "secret")]);
        }

        pending.Add(Key("one", 0), [Raised("level", "secret")]);
        pending.Add(Key("one", OfOwner), [Raised("level", "secret")]);

        Assert.Equal(OfOwner + 1, pending.Count);
        Assert.NotNull(pending.Find(Key("two", 0)));
        Assert.NotNull(pending.Find(Key("one", 0)));
        Assert.Null(pending.Find(Key("one", 1)));
    }

    [Fact]
    public void Beyond_the_total_the_credential_with_the_most_sessions_makes_room()
    {
        foreach (var owner in new[] { "one", "two" })
        {
            for (var session = 0; session < OfOwner; session++)
            {
                pending.Add(Key(owner, session), [Raised("level", "secret")]);
            }
        }

        for (var session = 0; session < OfOwner / 2 * 3; session++)
        {
            pending.Add(Key($"few {session}", 0), [Raised("level", "secret")]);
        }

        Assert.Equal(OfAll, pending.Count);
        Assert.All(Enumerable.Range(0, OfOwner / 2 * 3), session => Assert.NotNull(pending.Find(Key($"few {session}", 0))));
        Assert.Equal(5, Enumerable.Range(0, OfOwner).Count(session => pending.Find(Key("one", session)) is not null));
    }

    /// <summary>Each addition beyond the total removes one: a scan of all credentials would take minutes.</summary>
    [Fact]
    public void Many_credentials_beyond_the_total_make_room_at_once()
    {
        var all = new PendingRaises(OfOwner, 20_000);
        for (var owner = 0; owner < 60_000; owner++)
        {
            all.Add(Key($"{owner}", 0), [Raised("level", "secret")]);
        }

        Assert.Equal(20_000, all.Count);
    }

    [Fact]
    public void What_is_raised_while_it_is_stored_stays_pending()
    {
        var key = Key("one", 0);
        pending.Add(key, [Raised("level", "internal")]);
        var stored = pending.Find(key)!.Value;
        pending.Add(key, [Raised("level", "secret")]);

        Assert.False(pending.TryRemove(key, stored));
        Assert.Equal(key, pending.First);
        Assert.True(pending.TryRemove(key, pending.Find(key)!.Value));
        Assert.Null(pending.First);
        Assert.Equal(0, pending.Count);
    }

    private static SessionKey Key(string owner, int session) => SessionKey.Of(SessionFact.Attributes, owner, $"{session}");

    private static RaisedAttribute Raised(string name, string value) => new(
        new AttributeDeclaration(
            name,
            FactType.Enum,
            ["open", "internal", "secret"],
            FactValue.Unknown,
            Provenance.Caller,
            RaiseOnly: true,
            "",
            default),
        value);
}
