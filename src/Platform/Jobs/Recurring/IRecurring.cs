using Microsoft.Extensions.DependencyInjection;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>
/// Something that is done again and again for the platform as a whole, by one process of all that run the service. It may be done twice for one moment when
/// the process dies under it, so it looks at the state before it acts. It runs in a scope of its own and opens its own unit of work.
/// </summary>
public interface IPlatformJob
{
    /// <summary>Does what was due.</summary>
    Task RunAsync(CancellationToken stop);
}

/// <summary>The same for every club, in a scope of that club: some clubs at a time, and one that fails or takes long holds up no other.</summary>
public interface IClubJob
{
    /// <summary>Does what was due at the scope's club.</summary>
    Task RunAsync(CancellationToken stop);
}

/// <summary>What becomes of moments at which nobody was alive.</summary>
public enum Missed
{
    /// <summary>One run makes up for all of them, at once.</summary>
    Once,

    /// <summary>They are gone; the next moment is the next run.</summary>
    Skip,
}

/// <summary>A recurring job in the table of the house.</summary>
/// <param name="Name">Its name, one in the whole house.</param>
/// <param name="Cron">When, in UTC, with seconds; a setting <c>Jobs:Every:&lt;name&gt;</c> replaces it.</param>
/// <param name="EachClub">Whether <paramref name="Run"/> is done for each club, in its scope.</param>
public sealed record JobRow(string Service, string Name, string Cron, Missed Missed, bool EachClub, Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>How a service says what it does again and again. What is to be done once, at a time, is a timer: <see cref="Tenancy.UnitOfWork.RingAt"/>.</summary>
public static class JobRegistration
{
    /// <summary>Has a job of the platform done whenever the clock fits.</summary>
    /// <param name="service">Whose job it is: processes that run the service do it. <c>platform</c> for every process.</param>
    public static IServiceCollection DoEvery<TJob>(this IServiceCollection services, string service, string name, string cron, Missed missed = Missed.Once) where TJob : class, IPlatformJob
    {
        services.AddScoped<TJob>();
        return services.AddSingleton(new JobRow(service, name, cron, missed, EachClub: false, (scope, stop) => scope.GetRequiredService<TJob>().RunAsync(stop)));
    }

    /// <summary>Has a job done at every club whenever the clock fits.</summary>
    public static IServiceCollection DoEveryAtClubs<TJob>(this IServiceCollection services, string service, string name, string cron, Missed missed = Missed.Once) where TJob : class, IClubJob
    {
        services.AddScoped<TJob>();
        return services.AddSingleton(new JobRow(service, name, cron, missed, EachClub: true, (scope, stop) => scope.GetRequiredService<TJob>().RunAsync(stop)));
    }
}
