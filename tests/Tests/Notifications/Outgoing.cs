using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Notifications;

/// <summary>The development inbox as a test reads it.</summary>
internal static class Outgoing
{
    /// <summary>How many mails an address got whose subject begins so.</summary>
    public static Task<long> CountAsync(this PlatformFixture platform, string recipient, string subject = "") =>
        platform.ScalarAsync<long>("madrid", $"select count(*) from dev_mails where recipient = '{recipient}' and subject like '{subject}%'");

    /// <summary>A column of the newest mail an address got.</summary>
    public static Task<string> NewestMailAsync(this PlatformFixture platform, string recipient, string column) =>
        platform.ScalarAsync<string>("madrid", $"select {column} from dev_mails where recipient = '{recipient}' order by received_at desc, id desc limit 1");
}
