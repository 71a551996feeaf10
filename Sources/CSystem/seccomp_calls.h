// The system calls that the sandbox allows, each where the architecture has it; included with ALLOW defined.
#ifdef SYS_accept
ALLOW(accept)
#endif
#ifdef SYS_accept4
ALLOW(accept4)
#endif
#ifdef SYS_access
ALLOW(access)
#endif
#ifdef SYS_alarm
ALLOW(alarm)
#endif
#ifdef SYS_arch_prctl
ALLOW(arch_prctl)
#endif
#ifdef SYS_bind
ALLOW(bind)
#endif
#ifdef SYS_brk
ALLOW(brk)
#endif
#ifdef SYS_cachestat
ALLOW(cachestat)
#endif
#ifdef SYS_capget
ALLOW(capget)
#endif
#ifdef SYS_capset
ALLOW(capset)
#endif
#ifdef SYS_chdir
ALLOW(chdir)
#endif
#ifdef SYS_chmod
ALLOW(chmod)
#endif
#ifdef SYS_chown
ALLOW(chown)
#endif
#ifdef SYS_clock_getres
ALLOW(clock_getres)
#endif
#ifdef SYS_clock_gettime
ALLOW(clock_gettime)
#endif
#ifdef SYS_clock_nanosleep
ALLOW(clock_nanosleep)
#endif
#ifdef SYS_close
ALLOW(close)
#endif
#ifdef SYS_close_range
ALLOW(close_range)
#endif
#ifdef SYS_connect
ALLOW(connect)
#endif
#ifdef SYS_copy_file_range
ALLOW(copy_file_range)
#endif
#ifdef SYS_creat
ALLOW(creat)
#endif
#ifdef SYS_dup
ALLOW(dup)
#endif
#ifdef SYS_dup2
ALLOW(dup2)
#endif
#ifdef SYS_dup3
ALLOW(dup3)
#endif
#ifdef SYS_epoll_create
ALLOW(epoll_create)
#endif
#ifdef SYS_epoll_create1
ALLOW(epoll_create1)
#endif
#ifdef SYS_epoll_ctl
ALLOW(epoll_ctl)
#endif
#ifdef SYS_epoll_pwait
ALLOW(epoll_pwait)
#endif
#ifdef SYS_epoll_pwait2
ALLOW(epoll_pwait2)
#endif
#ifdef SYS_epoll_wait
ALLOW(epoll_wait)
#endif
#ifdef SYS_eventfd
ALLOW(eventfd)
#endif
#ifdef SYS_eventfd2
ALLOW(eventfd2)
#endif
#ifdef SYS_execve
ALLOW(execve)
#endif
#ifdef SYS_execveat
ALLOW(execveat)
#endif
#ifdef SYS_exit
ALLOW(exit)
#endif
#ifdef SYS_exit_group
ALLOW(exit_group)
#endif
#ifdef SYS_faccessat
ALLOW(faccessat)
#endif
#ifdef SYS_faccessat2
ALLOW(faccessat2)
#endif
#ifdef SYS_fadvise64
ALLOW(fadvise64)
#endif
#ifdef SYS_fallocate
ALLOW(fallocate)
#endif
#ifdef SYS_fchdir
ALLOW(fchdir)
#endif
#ifdef SYS_fchmod
ALLOW(fchmod)
#endif
#ifdef SYS_fchmodat
ALLOW(fchmodat)
#endif
#ifdef SYS_fchmodat2
ALLOW(fchmodat2)
#endif
#ifdef SYS_fchown
ALLOW(fchown)
#endif
#ifdef SYS_fchownat
ALLOW(fchownat)
#endif
#ifdef SYS_fcntl
ALLOW(fcntl)
#endif
#ifdef SYS_fdatasync
ALLOW(fdatasync)
#endif
#ifdef SYS_fgetxattr
ALLOW(fgetxattr)
#endif
#ifdef SYS_flistxattr
ALLOW(flistxattr)
#endif
#ifdef SYS_flock
ALLOW(flock)
#endif
#ifdef SYS_fork
ALLOW(fork)
#endif
#ifdef SYS_fstat
ALLOW(fstat)
#endif
#ifdef SYS_fstatfs
ALLOW(fstatfs)
#endif
#ifdef SYS_fsync
ALLOW(fsync)
#endif
#ifdef SYS_ftruncate
ALLOW(ftruncate)
#endif
#ifdef SYS_futex
ALLOW(futex)
#endif
#ifdef SYS_futex_requeue
ALLOW(futex_requeue)
#endif
#ifdef SYS_futex_wait
ALLOW(futex_wait)
#endif
#ifdef SYS_futex_waitv
ALLOW(futex_waitv)
#endif
#ifdef SYS_futex_wake
ALLOW(futex_wake)
#endif
#ifdef SYS_futimesat
ALLOW(futimesat)
#endif
#ifdef SYS_get_mempolicy
ALLOW(get_mempolicy)
#endif
#ifdef SYS_get_robust_list
ALLOW(get_robust_list)
#endif
#ifdef SYS_getcpu
ALLOW(getcpu)
#endif
#ifdef SYS_getcwd
ALLOW(getcwd)
#endif
#ifdef SYS_getdents
ALLOW(getdents)
#endif
#ifdef SYS_getdents64
ALLOW(getdents64)
#endif
#ifdef SYS_getegid
ALLOW(getegid)
#endif
#ifdef SYS_geteuid
ALLOW(geteuid)
#endif
#ifdef SYS_getgid
ALLOW(getgid)
#endif
#ifdef SYS_getgroups
ALLOW(getgroups)
#endif
#ifdef SYS_getitimer
ALLOW(getitimer)
#endif
#ifdef SYS_getpeername
ALLOW(getpeername)
#endif
#ifdef SYS_getpgid
ALLOW(getpgid)
#endif
#ifdef SYS_getpgrp
ALLOW(getpgrp)
#endif
#ifdef SYS_getpid
ALLOW(getpid)
#endif
#ifdef SYS_getppid
ALLOW(getppid)
#endif
#ifdef SYS_getpriority
ALLOW(getpriority)
#endif
#ifdef SYS_getrandom
ALLOW(getrandom)
#endif
#ifdef SYS_getresgid
ALLOW(getresgid)
#endif
#ifdef SYS_getresuid
ALLOW(getresuid)
#endif
#ifdef SYS_getrlimit
ALLOW(getrlimit)
#endif
#ifdef SYS_getrusage
ALLOW(getrusage)
#endif
#ifdef SYS_getsid
ALLOW(getsid)
#endif
#ifdef SYS_getsockname
ALLOW(getsockname)
#endif
#ifdef SYS_getsockopt
ALLOW(getsockopt)
#endif
#ifdef SYS_gettid
ALLOW(gettid)
#endif
#ifdef SYS_gettimeofday
ALLOW(gettimeofday)
#endif
#ifdef SYS_getuid
ALLOW(getuid)
#endif
#ifdef SYS_getxattr
ALLOW(getxattr)
#endif
#ifdef SYS_inotify_add_watch
ALLOW(inotify_add_watch)
#endif
#ifdef SYS_inotify_init
ALLOW(inotify_init)
#endif
#ifdef SYS_inotify_init1
ALLOW(inotify_init1)
#endif
#ifdef SYS_inotify_rm_watch
ALLOW(inotify_rm_watch)
#endif
#ifdef SYS_ioprio_get
ALLOW(ioprio_get)
#endif
#ifdef SYS_ioprio_set
ALLOW(ioprio_set)
#endif
#ifdef SYS_kill
ALLOW(kill)
#endif
#ifdef SYS_landlock_add_rule
ALLOW(landlock_add_rule)
#endif
#ifdef SYS_landlock_create_ruleset
ALLOW(landlock_create_ruleset)
#endif
#ifdef SYS_landlock_restrict_self
ALLOW(landlock_restrict_self)
#endif
#ifdef SYS_lchown
ALLOW(lchown)
#endif
#ifdef SYS_lgetxattr
ALLOW(lgetxattr)
#endif
#ifdef SYS_link
ALLOW(link)
#endif
#ifdef SYS_linkat
ALLOW(linkat)
#endif
#ifdef SYS_listen
ALLOW(listen)
#endif
#ifdef SYS_listxattr
ALLOW(listxattr)
#endif
#ifdef SYS_llistxattr
ALLOW(llistxattr)
#endif
#ifdef SYS_lseek
ALLOW(lseek)
#endif
#ifdef SYS_lstat
ALLOW(lstat)
#endif
#ifdef SYS_madvise
ALLOW(madvise)
#endif
#ifdef SYS_mbind
ALLOW(mbind)
#endif
#ifdef SYS_membarrier
ALLOW(membarrier)
#endif
#ifdef SYS_mincore
ALLOW(mincore)
#endif
#ifdef SYS_mkdir
ALLOW(mkdir)
#endif
#ifdef SYS_mkdirat
ALLOW(mkdirat)
#endif
#ifdef SYS_mknod
ALLOW(mknod)
#endif
#ifdef SYS_mknodat
ALLOW(mknodat)
#endif
#ifdef SYS_mlock
ALLOW(mlock)
#endif
#ifdef SYS_mlock2
ALLOW(mlock2)
#endif
#ifdef SYS_mlockall
ALLOW(mlockall)
#endif
#ifdef SYS_mmap
ALLOW(mmap)
#endif
#ifdef SYS_mprotect
ALLOW(mprotect)
#endif
#ifdef SYS_mremap
ALLOW(mremap)
#endif
#ifdef SYS_mseal
ALLOW(mseal)
#endif
#ifdef SYS_msync
ALLOW(msync)
#endif
#ifdef SYS_munlock
ALLOW(munlock)
#endif
#ifdef SYS_munlockall
ALLOW(munlockall)
#endif
#ifdef SYS_munmap
ALLOW(munmap)
#endif
#ifdef SYS_nanosleep
ALLOW(nanosleep)
#endif
#ifdef SYS_newfstatat
ALLOW(newfstatat)
#endif
#ifdef SYS_open
ALLOW(open)
#endif
#ifdef SYS_openat
ALLOW(openat)
#endif
#ifdef SYS_openat2
ALLOW(openat2)
#endif
#ifdef SYS_pause
ALLOW(pause)
#endif
#ifdef SYS_pidfd_open
ALLOW(pidfd_open)
#endif
#ifdef SYS_pidfd_send_signal
ALLOW(pidfd_send_signal)
#endif
#ifdef SYS_pipe
ALLOW(pipe)
#endif
#ifdef SYS_pipe2
ALLOW(pipe2)
#endif
#ifdef SYS_pkey_alloc
ALLOW(pkey_alloc)
#endif
#ifdef SYS_pkey_free
ALLOW(pkey_free)
#endif
#ifdef SYS_pkey_mprotect
ALLOW(pkey_mprotect)
#endif
#ifdef SYS_poll
ALLOW(poll)
#endif
#ifdef SYS_ppoll
ALLOW(ppoll)
#endif
#ifdef SYS_prctl
ALLOW(prctl)
#endif
#ifdef SYS_pread64
ALLOW(pread64)
#endif
#ifdef SYS_preadv
ALLOW(preadv)
#endif
#ifdef SYS_preadv2
ALLOW(preadv2)
#endif
#ifdef SYS_prlimit64
ALLOW(prlimit64)
#endif
#ifdef SYS_pselect6
ALLOW(pselect6)
#endif
#ifdef SYS_pwrite64
ALLOW(pwrite64)
#endif
#ifdef SYS_pwritev
ALLOW(pwritev)
#endif
#ifdef SYS_pwritev2
ALLOW(pwritev2)
#endif
#ifdef SYS_read
ALLOW(read)
#endif
#ifdef SYS_readahead
ALLOW(readahead)
#endif
#ifdef SYS_readlink
ALLOW(readlink)
#endif
#ifdef SYS_readlinkat
ALLOW(readlinkat)
#endif
#ifdef SYS_readv
ALLOW(readv)
#endif
#ifdef SYS_recvfrom
ALLOW(recvfrom)
#endif
#ifdef SYS_recvmmsg
ALLOW(recvmmsg)
#endif
#ifdef SYS_recvmsg
ALLOW(recvmsg)
#endif
#ifdef SYS_rename
ALLOW(rename)
#endif
#ifdef SYS_renameat
ALLOW(renameat)
#endif
#ifdef SYS_renameat2
ALLOW(renameat2)
#endif
#ifdef SYS_restart_syscall
ALLOW(restart_syscall)
#endif
#ifdef SYS_rmdir
ALLOW(rmdir)
#endif
#ifdef SYS_rseq
ALLOW(rseq)
#endif
#ifdef SYS_rt_sigaction
ALLOW(rt_sigaction)
#endif
#ifdef SYS_rt_sigpending
ALLOW(rt_sigpending)
#endif
#ifdef SYS_rt_sigprocmask
ALLOW(rt_sigprocmask)
#endif
#ifdef SYS_rt_sigqueueinfo
ALLOW(rt_sigqueueinfo)
#endif
#ifdef SYS_rt_sigreturn
ALLOW(rt_sigreturn)
#endif
#ifdef SYS_rt_sigsuspend
ALLOW(rt_sigsuspend)
#endif
#ifdef SYS_rt_sigtimedwait
ALLOW(rt_sigtimedwait)
#endif
#ifdef SYS_rt_tgsigqueueinfo
ALLOW(rt_tgsigqueueinfo)
#endif
#ifdef SYS_sched_get_priority_max
ALLOW(sched_get_priority_max)
#endif
#ifdef SYS_sched_get_priority_min
ALLOW(sched_get_priority_min)
#endif
#ifdef SYS_sched_getaffinity
ALLOW(sched_getaffinity)
#endif
#ifdef SYS_sched_getattr
ALLOW(sched_getattr)
#endif
#ifdef SYS_sched_getparam
ALLOW(sched_getparam)
#endif
#ifdef SYS_sched_getscheduler
ALLOW(sched_getscheduler)
#endif
#ifdef SYS_sched_rr_get_interval
ALLOW(sched_rr_get_interval)
#endif
#ifdef SYS_sched_setaffinity
ALLOW(sched_setaffinity)
#endif
#ifdef SYS_sched_setattr
ALLOW(sched_setattr)
#endif
#ifdef SYS_sched_setparam
ALLOW(sched_setparam)
#endif
#ifdef SYS_sched_setscheduler
ALLOW(sched_setscheduler)
#endif
#ifdef SYS_sched_yield
ALLOW(sched_yield)
#endif
#ifdef SYS_select
ALLOW(select)
#endif
#ifdef SYS_sendfile
ALLOW(sendfile)
#endif
#ifdef SYS_sendmmsg
ALLOW(sendmmsg)
#endif
#ifdef SYS_sendmsg
ALLOW(sendmsg)
#endif
#ifdef SYS_sendto
ALLOW(sendto)
#endif
#ifdef SYS_set_mempolicy
ALLOW(set_mempolicy)
#endif
#ifdef SYS_set_mempolicy_home_node
ALLOW(set_mempolicy_home_node)
#endif
#ifdef SYS_set_robust_list
ALLOW(set_robust_list)
#endif
#ifdef SYS_set_tid_address
ALLOW(set_tid_address)
#endif
#ifdef SYS_setfsgid
ALLOW(setfsgid)
#endif
#ifdef SYS_setfsuid
ALLOW(setfsuid)
#endif
#ifdef SYS_setgid
ALLOW(setgid)
#endif
#ifdef SYS_setgroups
ALLOW(setgroups)
#endif
#ifdef SYS_setitimer
ALLOW(setitimer)
#endif
#ifdef SYS_setpgid
ALLOW(setpgid)
#endif
#ifdef SYS_setpriority
ALLOW(setpriority)
#endif
#ifdef SYS_setregid
ALLOW(setregid)
#endif
#ifdef SYS_setresgid
ALLOW(setresgid)
#endif
#ifdef SYS_setresuid
ALLOW(setresuid)
#endif
#ifdef SYS_setreuid
ALLOW(setreuid)
#endif
#ifdef SYS_setrlimit
ALLOW(setrlimit)
#endif
#ifdef SYS_setsid
ALLOW(setsid)
#endif
#ifdef SYS_setsockopt
ALLOW(setsockopt)
#endif
#ifdef SYS_setuid
ALLOW(setuid)
#endif
#ifdef SYS_shutdown
ALLOW(shutdown)
#endif
#ifdef SYS_sigaltstack
ALLOW(sigaltstack)
#endif
#ifdef SYS_signalfd
ALLOW(signalfd)
#endif
#ifdef SYS_signalfd4
ALLOW(signalfd4)
#endif
#ifdef SYS_splice
ALLOW(splice)
#endif
#ifdef SYS_stat
ALLOW(stat)
#endif
#ifdef SYS_statfs
ALLOW(statfs)
#endif
#ifdef SYS_statx
ALLOW(statx)
#endif
#ifdef SYS_symlink
ALLOW(symlink)
#endif
#ifdef SYS_symlinkat
ALLOW(symlinkat)
#endif
#ifdef SYS_sync
ALLOW(sync)
#endif
#ifdef SYS_sync_file_range
ALLOW(sync_file_range)
#endif
#ifdef SYS_syncfs
ALLOW(syncfs)
#endif
#ifdef SYS_sysinfo
ALLOW(sysinfo)
#endif
#ifdef SYS_tee
ALLOW(tee)
#endif
#ifdef SYS_tgkill
ALLOW(tgkill)
#endif
#ifdef SYS_time
ALLOW(time)
#endif
#ifdef SYS_timer_create
ALLOW(timer_create)
#endif
#ifdef SYS_timer_delete
ALLOW(timer_delete)
#endif
#ifdef SYS_timer_getoverrun
ALLOW(timer_getoverrun)
#endif
#ifdef SYS_timer_gettime
ALLOW(timer_gettime)
#endif
#ifdef SYS_timer_settime
ALLOW(timer_settime)
#endif
#ifdef SYS_timerfd_create
ALLOW(timerfd_create)
#endif
#ifdef SYS_timerfd_gettime
ALLOW(timerfd_gettime)
#endif
#ifdef SYS_timerfd_settime
ALLOW(timerfd_settime)
#endif
#ifdef SYS_times
ALLOW(times)
#endif
#ifdef SYS_tkill
ALLOW(tkill)
#endif
#ifdef SYS_truncate
ALLOW(truncate)
#endif
#ifdef SYS_umask
ALLOW(umask)
#endif
#ifdef SYS_uname
ALLOW(uname)
#endif
#ifdef SYS_unlink
ALLOW(unlink)
#endif
#ifdef SYS_unlinkat
ALLOW(unlinkat)
#endif
#ifdef SYS_utime
ALLOW(utime)
#endif
#ifdef SYS_utimensat
ALLOW(utimensat)
#endif
#ifdef SYS_utimes
ALLOW(utimes)
#endif
#ifdef SYS_vfork
ALLOW(vfork)
#endif
#ifdef SYS_wait4
ALLOW(wait4)
#endif
#ifdef SYS_waitid
ALLOW(waitid)
#endif
#ifdef SYS_write
ALLOW(write)
#endif
#ifdef SYS_writev
ALLOW(writev)
#endif
