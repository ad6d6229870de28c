using PadelSaaS.Contracts;

namespace PadelSaaS.Platform.Caching;

/// <summary>Which cached things a fact makes stale. In the process that told it at the commit, in every other one a moment later by the courier's word.</summary>
public sealed class Forgetting(Cached cached, IEnumerable<ForgetRule> rules, SharedMemory? shared = null)
{
    private readonly ILookup<Type, ForgetRule> byFact = rules.ToLookup(rule => rule.Fact);

    /// <summary>Drops what the fact made stale in this process.</summary>
    public void Forget(Guid tenant, IFact fact)
    {
        var tags = TagsOf(fact).ToList();
        foreach (var tag in tags) cached.Drop(tenant, tag);
        // Nobody waits for it: until it is told, this process asks the shared memory nothing that depends on these tags.
        if (tags.Count > 0 && shared is { IsOn: true }) _ = shared.RaiseAsync(tenant, tags);
    }

    /// <summary>The tags a fact makes stale, for telling other processes.</summary>
    public IEnumerable<string> TagsOf(IFact fact)
    {
        foreach (var rule in byFact[fact.GetType()])
            foreach (var tag in rule.Tags(fact)) yield return tag;
    }
}

/// <summary>One rule of <see cref="Forgetting"/>; registered with <c>AddForgetting</c>.</summary>
public sealed record ForgetRule(Type Fact, Func<IFact, IEnumerable<string>> Tags);
