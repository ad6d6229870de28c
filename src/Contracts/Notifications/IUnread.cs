namespace PadelSaaS.Contracts.Notifications;

/// <summary>What the holder of an account has to read. Answered by Notifications.</summary>
public interface IUnread
{
    /// <summary>How many messages they have not read: from memory, forgotten when that changes. Asked for every page they see.</summary>
    ValueTask<int> CountAsync(Guid accountId, CancellationToken stop = default);
}
